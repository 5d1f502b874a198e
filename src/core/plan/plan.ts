/** What will happen, before it happens: counts, guards, the first rows and a digest. Its rows stay in TEMP tables. */
import type { BesideRows } from '../shape/beside.ts';
import type { EarlierRun } from '../run/earlier-run.ts';
import type { TableRows } from '../shape/table-rows.ts';

/** Rows of one table that go. `customer` level rows are personal records, `link` rows join a loan to a customer. */
export interface TableCount {
  readonly table: string;
  readonly level: 'customer' | 'link';
  readonly rows: number;
}

/** Linked loans of one customer that share a status. `open` counts for the guard (docs/CONTRACT.md, "Plan"). */
export interface LoanCount {
  readonly status: string;
  readonly open: boolean;
  readonly state: 'live' | 'archived' | 'deleted';
  readonly loans: number;
}

/** What a person knows a customer by. Shown at a terminal only, and there with the initial of the first name alone. */
export interface CustomerName {
  readonly last: string | null;
  readonly first: string | null;
  readonly company: string | null;
  /** The year of birth; null where the store does not say it. */
  readonly born: string | null;
  /** Of the primary address, else of another; null where the store has none. */
  readonly city: string | null;
}

export interface PlannedRemoval {
  readonly row: number;
  readonly line: number;
  readonly customerId: number;
  readonly name: CustomerName | null;
  /** What is deleted with the customer, by table, tables with no rows left out, `customer_entity` itself too. */
  readonly records: readonly TableCount[];
  readonly loans: readonly LoanCount[];
  /** The last run that removed this ID, where one did: nobody but who asks knows whether it is the same person. */
  readonly returned: EarlierRun | null;
  /** Is back, or has a loan that is not Closed, or one closed less than 36 months ago or nobody knows when, or an ID whose last digit
   * may be lost: always among the rows shown. */
  readonly flagged: boolean;
}

/** One removal as `--list` has it. */
export interface ListedRemoval {
  readonly row: number;
  readonly customerId: number;
  /** Customer-level records that go, the customer itself too. */
  readonly records: number;
  readonly linkedLoans: number;
  /** When the last of its closed loans was closed, as the store has it; `(unknown)` where one of them has no day. */
  readonly lastClosedOn: string | null;
}

/** One removal as the approver's sheet has it. Personal: for a file that its owner alone can read. */
export interface ReviewedRemoval {
  readonly row: number;
  readonly customerId: number;
  /** Null where the customer's own row is gone. */
  readonly name: CustomerName | null;
  /** By display ID. */
  readonly loans: readonly ReviewedLoan[];
}

export interface ReviewedLoan {
  readonly loan: number;
  /** Null where the store has none. */
  readonly displayId: string | null;
  readonly status: string;
  /** As the store has it. */
  readonly closedOn: string | null;
}

/** A record of a loan whose text names a customer of that loan who goes. The text itself is told nowhere. */
export interface Mention {
  readonly table: string;
  /** The record's own ID; null where it is no number, which may be a name itself. */
  readonly id: number | null;
  readonly loan: number;
  /** Null where the store has none. */
  readonly displayId: string | null;
}

/** How many records, and the first of them. */
export interface Mentions {
  /** The tables that were looked at; a store that a company made may lack them, or their columns. */
  readonly tables: readonly string[];
  readonly records: number;
  readonly shown: readonly Mention[];
}

/** Texts that the ledger keeps of a run for ever, in the order in which they are told. */
export const KEPT_TEXTS = ['file', 'template', 'reason', 'report', 'store'] as const;

/** The file's name, the name of `--template`, `--reason`, the folder of `--report`, the store's path. */
export type KeptText = (typeof KEPT_TEXTS)[number];

export type Guard =
  | {
      readonly guard: 'open-loans';
      readonly customers: number;
      readonly allowed: number | null;
      readonly refuses: boolean;
      /** The first row with an open loan, for the sentence that names it. */
      readonly firstRow: number | null;
    }
  | {
      readonly guard: 'cap';
      readonly removals: number;
      readonly cap: number;
      /** True for `--max-removes`, which binds everyone; else the cap binds `--yes` alone. */
      readonly given: boolean;
      /** Customers that `--yes` removed in the last 24 hours: for `--yes` they count. */
      readonly recent: number;
      readonly refuses: boolean;
    }
  | {
      readonly guard: 'strict-tables';
      /** `--strict-tables` was given. */
      readonly asked: boolean;
      /** How many tables are not examined, and how many rows have no parent. */
      readonly tables: number;
      readonly orphans: number;
      readonly refuses: boolean;
    }
  | {
      readonly guard: 'returned';
      /** Customers whose ID an earlier run removed. */
      readonly customers: number;
      /** `--allow-returned`. */
      readonly allowed: number | null;
      readonly refuses: boolean;
      readonly firstRow: number | null;
    }
  /** One for each text that names somebody who goes; `surname`, no more than a last name of theirs, is a warning. */
  | {
      readonly guard: 'personal-data';
      readonly where: KeptText;
      readonly named: 'names' | 'surname';
      readonly refuses: boolean;
    };

/** Why `--strict-tables` refuses. */
export interface StrictRefusal {
  readonly reason: 'strict-tables';
  /** Not examined. */
  readonly tables: readonly string[];
  /** Rows without a parent. */
  readonly orphans: readonly TableRows[];
}

export interface Plan {
  readonly removals: number;
  /** Rows whose customer an earlier run removed, counted as done with `--missing-ok`. */
  readonly alreadyRemoved: number;
  /** Of the removals, customers whose own row is gone already: records or links of them go. */
  readonly remains: number;
  readonly customers: { readonly before: number; readonly after: number };
  /** Every customer-level and link table, `customer_entity` first, then by name; zero rows too. */
  readonly tables: readonly TableCount[];
  readonly loans: {
    readonly linked: number;
    /** Customers to be removed that have an open loan. */
    readonly customersWithOpen: number;
    /** Loans whose last customer goes. */
    readonly leftAlone: number;
  };
  readonly guards: readonly Guard[];
  /** False where SQLite may give the ID of a removed customer to another one: `customer_entity` has no AUTOINCREMENT. */
  readonly idsGivenOnce: boolean;
  readonly notExamined: readonly string[];
  /** The same with their rows, and what each is to a customer's records. */
  readonly beside: readonly BesideRows[];
  /** Rows that have no parent, so that nobody can say whose they are: they stay. By table, where there are any. */
  readonly orphans: readonly TableRows[];
  /** Records of the linked loans that name somebody who goes, and stay. */
  readonly mentions: Mentions;
  /** The first rows in file order, and every flagged one up to a bound; `shown.length < removals`: truncated. */
  readonly shown: readonly PlannedRemoval[];
  /** sha256 over the removals and the facts they rest on. */
  readonly digest: string;
}

/** `--yes` allows 100, or 10 % of the store's customers, whichever is lower, and never less than 5. */
export function capForYes(customers: number): number {
  return Math.max(5, Math.min(100, Math.floor(customers / 10)));
}

/** Customer-level records that go, customers included. */
export function recordsOf(tables: readonly TableCount[]): number {
  return tables.reduce((sum, table) => (table.level === 'customer' ? sum + table.rows : sum), 0);
}
