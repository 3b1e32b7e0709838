import { Activity } from 'lucide-react';
import { age, milliseconds, number } from '../../components/format.ts';
import type { WindowDefinition } from '../../frame/window-definition.ts';
import { executionHealth, ingestionHealth } from '../../stores/feeds.ts';
import { useFeedItems } from '../../stores/use-feed.ts';

function Health() {
  const feeds = [...useFeedItems(ingestionHealth).values(), ...useFeedItems(executionHealth).values()];
  return (
    <div className="window-body">
      <table className="data-table">
        <thead>
          <tr>
            <th>Feed</th>
            <th>State</th>
            <th className="num">Last message</th>
            <th className="num">Latency p50</th>
            <th className="num">p99</th>
            <th className="num">Lines</th>
            <th className="num">Errors</th>
            <th>Detail</th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <tr key={feed.feed}>
              <td>{feed.title}</td>
              <td className={feed.phase === 'ready' ? '' : 'attention'}>{feed.phase}</td>
              <td className="num">{age(feed.lastMessageAgeMs)}</td>
              <td className="num">{milliseconds(feed.latencyP50Ms)}</td>
              <td className="num">{milliseconds(feed.latencyP99Ms)}</td>
              <td className="num">
                {number(feed.linesUsed, 0)}/{number(feed.linesLimit, 0)}
              </td>
              <td className="num">{number(feed.errors, 0)}</td>
              <td>{feed.failure?.message ?? feed.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const healthWindow: WindowDefinition = {
  id: 'health',
  title: 'Health',
  icon: Activity,
  followsSymbol: false,
  component: Health,
};
