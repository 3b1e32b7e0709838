import { layerIds, type LayerId } from '../../../engine/domain/signal.ts';
import { number } from '../../components/format.ts';
import { layerNames } from '../../components/layer-names.ts';
import { NumberField } from '../../components/number-field.tsx';
import { testIds } from '../../components/test-ids.ts';
import { scoreRows } from '../../stores/feeds.ts';
import { useFeed } from '../../stores/use-feed.ts';
import { shareOf, sumOf, type Weights } from './weight-shares.ts';

type Props = { readonly value: Weights; readonly onChange: (value: Weights) => void };

/** How many symbols have data of a layer now: a weight on an empty layer moves nothing today. */
function useCoverage(): Readonly<Record<LayerId, number>> {
  return useFeed(scoreRows, ({ items }) => {
    const counts = Object.fromEntries(layerIds.map((layer) => [layer, 0])) as Record<LayerId, number>;
    for (const { score } of items.values())
      for (const { layer, status } of score.layers) if (status === 'live' || status === 'stale') counts[layer] += 1;
    return counts;
  });
}

/** Weights with the share each has of the whole. Layers without data do not count, so shares of one score can be larger. */
export function WeightsEditor({ value, onChange }: Props) {
  const sum = sumOf(value);
  const coverage = useCoverage();
  return (
    <div className="weights-editor">
      <table>
        <thead>
          <tr>
            <th>Layer</th>
            <th className="num">Weight</th>
            <th>Share of the whole</th>
            <th className="num">Symbols with data</th>
          </tr>
        </thead>
        <tbody>
          {layerIds.map((layer) => {
            const share = shareOf(value, layer);
            return (
              <tr key={layer}>
                <td>{layerNames[layer].long}</td>
                <td className="num">
                  <NumberField
                    label={`Weight of ${layerNames[layer].long}`}
                    value={value[layer] ?? null}
                    step={0.01}
                    min={0}
                    max={1}
                    width={76}
                    onChange={(next) => onChange({ ...value, [layer]: next })}
                  />
                </td>
                <td>
                  <span className="weight-share">
                    <i style={{ width: `${(share ?? 0) * 100}%` }} />
                    <span>{share === null ? '–' : `${number(share * 100, 1)}%`}</span>
                  </span>
                </td>
                <td className="num faint">{coverage[layer]}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <td>Sum</td>
            <td className={`num ${sum === 0 ? 'danger' : ''}`} data-testid={testIds.weightsSum}>
              {number(sum, 2)}
            </td>
            <td colSpan={2} className={sum === 0 ? 'danger' : 'faint'}>
              {sum === 0
                ? 'Without weights there is no score'
                : 'Only proportions count: the score divides by the weights that have data'}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
