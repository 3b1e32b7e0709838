type Anything = (...values: never[]) => unknown;
type Maker = abstract new (...values: never[]) => object;

/**
 * The part of an API that a fake has: every member it does have must fit the real one, so that a changed signature or a
 * removed method fails the type check. Listeners are exempt: one function stands for dozens of overloads.
 */
export type FakeOf<Real> = { readonly [Key in keyof Real]?: FakeMember<Real[Key]> };
type FakeMember<Member> = Member extends Maker
  ? (new (...values: ConstructorParameters<Member>) => FakeOf<InstanceType<Member>>) & Statics<Member>
  : Member extends Anything
    ? Member
    : Member extends object
      ? FakeOf<Member>
      : Member;
type Statics<Member> = { readonly [Key in Exclude<keyof Member, 'prototype'>]?: Statical<Member[Key]> };
type Statical<Member> = Member extends (...values: infer In) => readonly object[]
  ? (...values: In) => readonly unknown[]
  : Member;
