// The types of Grafana's SDK, applied to JSON. An unknown field, a missing field or a wrong enum value is a compiler error.
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

/** String literals instead of enums, without methods. */
type Plain<T> = T extends string
  ? `${T}`
  : T extends number | boolean | null | undefined
    ? T
    : T extends (infer E)[]
      ? Plain<E>[]
      : { [K in keyof T as T[K] extends (...parameters: never[]) => void ? never : K]: Plain<T[K]> };

type Fields<Custom> = Omit<Plain<dashboard.FieldConfig>, 'custom'> & { custom?: Plain<Custom> };

/** A panel whose options and fields are those of its type; the SDK does not type them. */
type Panel<Type extends string, Options, Custom> = Omit<
  Plain<dashboard.Panel>,
  'type' | 'options' | 'fieldConfig' | 'targets' | 'transformations'
> & {
  type: Type;
  targets: Plain<prometheus.Dataquery>[];
  options: Plain<Options>;
  fieldConfig: { defaults: Fields<Custom>; overrides: [] };
  transformations?: dashboard.DataTransformerConfig[];
};

export type Dashboard = Omit<Plain<dashboard.Dashboard>, 'panels' | 'templating'> & {
  uid: string;
  templating: { list: (Omit<Plain<dashboard.VariableModel>, 'query'> & Pick<dashboard.VariableModel, 'query'>)[] };
  panels: (
    | Panel<'timeseries', timeseries.Options, timeseries.FieldConfig>
    | Panel<'stat', stat.Options, never>
    | Panel<'table', table.Options, table.FieldConfig>
    | Panel<'state-timeline', statetimeline.Options, statetimeline.FieldConfig>
  )[];
};
