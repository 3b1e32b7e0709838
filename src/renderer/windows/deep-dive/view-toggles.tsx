import { Button } from '../../components/button.tsx';
import { useChartView, type ChartView } from './view-state.ts';

const toggles: readonly { readonly id: keyof ChartView; readonly label: string; readonly title: string }[] = [
  { id: 'bars', label: 'GEX', title: 'Dealer gamma by strike at the right edge' },
  { id: 'lines', label: 'Levels', title: 'Zero gamma, walls, max pain, expected move' },
  { id: 'cone', label: 'Cone', title: 'Expected move as a cone, calendar time' },
  { id: 'dark', label: 'Dark', title: 'Prices where off-exchange blocks of today gathered' },
  { id: 'fit', label: 'Fit', title: 'Stretch the price axis to the levels within 5%' },
];

export function ViewToggles() {
  const view = useChartView();
  return (
    <div className="row" role="group" aria-label="Shown on the chart" style={{ gap: 2 }}>
      {toggles.map(({ id, label, title }) => (
        <Button
          key={id}
          tone="quiet"
          aria-pressed={view[id]}
          title={title}
          onClick={() => useChartView.setState({ [id]: !view[id] })}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
