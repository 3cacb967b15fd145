import type {
  Affairs,
  AppealCard,
  CompetitorSheet,
  ExpertRole,
  Part,
  PartCard,
  ProposalCard,
  RemarkCard,
  UnlockCard,
  WantedSignature,
  Welcome,
} from '../wire/index.ts';

export type Me = { id: string; role: ExpertRole };

/** Before the server has told. */
export const NOTHING_TOLD: Affairs = {
  parts: [],
  deadlines: [],
  appeal_windows: [],
  unlock_requests: [],
  proposals: [],
  appeals: [],
};

export function leads(me: Me): boolean {
  return me.role !== 'expert';
}

/** Whether this tablet is told all marks, and not those of one panel alone. */
export function seesAll(
  affairs: Affairs,
  { expert, sub_criteria }: Pick<Welcome, 'expert' | 'sub_criteria'>,
): boolean {
  if (leads(expert) || expert.panel === null) return true;
  const known = new Set(sub_criteria.map((one) => one.id));
  const named = affairs.parts.flatMap(({ part }) => (part.kind === 'sub-criterion' ? [part.id] : []));
  return named.length > 0 && named.every((id) => known.has(id));
}

/** A part as one word: for keys and addresses. */
export function partKey(part: Part): string {
  if (part.kind === 'sub-criterion') return `sub-${part.id}`;
  return part.kind === 'day' ? `day-${part.day}` : 'skill';
}

/** Those whose turn it is: of the first capacity that is still wanted. */
export function turn(part: PartCard): WantedSignature[] {
  const first = part.wanted[0];
  return part.ready && first ? part.wanted.filter((one) => one.capacity === first.capacity) : [];
}

export function mayISign(part: PartCard, me: Me): boolean {
  return turn(part).some((one) => one.experts.includes(me.id));
}

/** Members of the team for whom a chief expert may sign. */
export function absentees(part: PartCard, me: Me): string[] {
  if (me.role !== 'chief') return [];
  const team = turn(part).filter((one) => one.capacity === 'team');
  return team.flatMap((one) => one.experts).filter((id) => id !== me.id);
}

/** Days in order, each with its parts; the skill's own stand under no day. */
export function byDay(parts: PartCard[]): { day: number | null; parts: PartCard[] }[] {
  const days = [...new Set(parts.filter(({ part }) => part.kind !== 'skill').map((one) => one.day))];
  const groups = days
    .sort((a, b) => a - b)
    .map((day) => ({ day, parts: parts.filter((one) => one.part.kind !== 'skill' && one.day === day) }));
  const skill = parts.filter(({ part }) => part.kind === 'skill');
  return skill.length > 0 ? [...groups, { day: null, parts: skill }] : groups;
}

export function openProposals(affairs: Affairs): ProposalCard[] {
  return affairs.proposals.filter((one) => !one.closed);
}

/** Whether I am the second person of a proposal. Codes are opened under a supervisor's eyes. */
export function mayIConfirm(
  proposal: ProposalCard,
  me: Me,
  roleOf: (expert: string) => ExpertRole | undefined,
): boolean {
  if (!leads(me) || proposal.closed || proposal.by === me.id) return false;
  const supervised =
    me.role === 'supervisor' || (proposal.by !== undefined && roleOf(proposal.by) === 'supervisor');
  return proposal.what.kind !== 'open-codes' || supervised;
}

export function unlockOf(affairs: Affairs, me: Me): UnlockCard[] {
  return leads(me) ? affairs.unlock_requests.filter((one) => one.by !== me.id) : [];
}

export function isOpen(appeal: AppealCard): boolean {
  return appeal.stage === 'filed' || appeal.stage === 'assigned';
}

/** What is decided and was not told yet. */
export function isUntold(appeal: AppealCard): boolean {
  return appeal.stage === 'decided' && appeal.noticed_at === undefined;
}

/** Whether this second look wants my value, first or again. */
export function wantsMine(
  appeal: AppealCard,
  remark: RemarkCard,
  me: Me,
  queued: (aspect: string) => boolean,
): boolean {
  if (appeal.stage !== 'assigned' || !appeal.experts.includes(me.id) || queued(remark.aspect)) return false;
  const mine = remark.scores.some((one) => one.expert === me.id);
  return remark.again ? mine : !mine && remark.given < remark.of;
}

/** What an appeal waits for from me. */
export function appealWaits(
  appeal: AppealCard,
  me: Me,
  affairs: Affairs,
  queued: (aspect: string) => boolean,
): 'remark' | 'assign' | 'decide' | 'tell' | null {
  if (appeal.remarks.some((one) => wantsMine(appeal, one, me, queued))) return 'remark';
  if (leads(me) && isUntold(appeal)) return 'tell';
  const proposed = openProposals(affairs).some(
    ({ what }) => what.kind === 'decide-appeal' && what.appeal === appeal.appeal,
  );
  if (!isOpen(appeal) || proposed) return null;
  if (me.role === 'chief' && appeal.stage === 'filed') return 'assign';
  const looked = appeal.remarks.every((one) => one.given >= one.of && !one.again);
  return me.role === 'chief' && appeal.stage === 'assigned' && looked ? 'decide' : null;
}

export function underAppeal(affairs: Affairs | null, competitor: string): boolean {
  return affairs?.appeals.some((one) => one.competitor === competitor && isOpen(one)) ?? false;
}

/** Open appeals against any of these marks. */
export function appealsAbout(
  appeals: AppealCard[],
  marks: { competitor: string; aspect: string }[],
): AppealCard[] {
  return appeals.filter(
    (one) =>
      isOpen(one) &&
      marks.some(({ competitor, aspect }) => one.competitor === competitor && one.aspects.includes(aspect)),
  );
}

export function sheetsOf(affairs: Affairs, day: number): CompetitorSheet[] {
  return affairs.competitor_sheets?.filter((one) => one.day === day) ?? [];
}

/** How many things wait for me in each view. */
export function waiting(
  affairs: Affairs,
  me: Me,
  roleOf: (expert: string) => ExpertRole | undefined,
  queued: (appeal: number, aspect: string) => boolean,
): { signing: number; appeals: number; corrections: number; codes: number } {
  const confirmable = openProposals(affairs).filter((one) => mayIConfirm(one, me, roleOf));
  const codes = confirmable.filter((one) => one.what.kind === 'open-codes').length;
  const waits = (one: AppealCard) =>
    appealWaits(one, me, affairs, (aspect) => queued(one.appeal, aspect)) !== null;
  return {
    signing: affairs.parts.filter((part) => mayISign(part, me)).length,
    appeals: affairs.appeals.filter(waits).length,
    corrections: confirmable.length - codes + unlockOf(affairs, me).length,
    codes,
  };
}
