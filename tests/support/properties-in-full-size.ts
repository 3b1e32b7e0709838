import fc from 'fast-check';

// Otherwise an array of up to 300 steps has ten at most, whatever a property asks for.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true });
