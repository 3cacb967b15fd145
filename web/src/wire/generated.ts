// Made from src/wire by `UPDATE_TYPES=1 cargo test the_page_has_these_types`.

export type Text = { zh: string, en: string, };

export type CompetitorKind = "worker" | "teacher" | "student";

export type ExpertRole = "expert" | "chief" | "supervisor";

export type Visibility = "live" | "hidden";

export type Label = { "kind": "live" } | { "kind": "signed" } | { "kind": "delayed", minutes: number, } | { "kind": "frozen", since: number, } | { "kind": "hidden" } | { "kind": "ceremony" } | { "kind": "final" };

export type Show = "live" | "signed" | "hidden";

export type PublicationCard = { show: Show, delay_minutes: number, freeze_at?: number, held: Held, 
/**
 * Since when it is frozen or published.
 */
since?: number, 
/**
 * There is something to publish.
 */
may_publish: boolean, };

export type Held = "by-rule" | "frozen" | "published";

export type PublicationStatus = { policy: PublicationCard, 
/**
 * What the audience is told.
 */
label: Label, 
/**
 * Marks it sees; null while nothing is shown.
 */
shown: Progress | null, 
/**
 * Marks there are.
 */
entered: Progress, 
/**
 * It can be frozen now.
 */
may_freeze: boolean, };

export type FreezeRequest = { competition: string, skill: string, };

export type PublishRequest = { competition: string, skill: string, reason: string, };

export type Reveal = "places" | "medallists" | "medals";

export type ProposedCeremony = { reveal: Reveal, from_place?: number, 
/**
 * Digest of the result that was looked at.
 */
result: string, };

export type CeremonyStatus = { reveal: Reveal, from_place?: number, 
/**
 * Digest of the result as it is now.
 */
result: string, 
/**
 * Why none can begin; absent where one can, or runs.
 */
refusal?: CeremonyRefusal, running?: RunningCeremony, 
/**
 * Whom each step shows: of the result with which it began, or as it is now.
 */
steps: Array<Array<CeremonyRow>>, 
/**
 * Competitors that no step shows: they come with the whole result.
 */
others: number, };

export type CeremonyRefusal = { code: string, message: Text, };

export type RunningCeremony = { begun_at: number, 
/**
 * Steps that were taken: 0 shows nobody.
 */
step: number, 
/**
 * The result is another one, or an appeal waits: there is no way but to break it off.
 */
changed: boolean, };

export type CeremonyRow = { competitor: string, name: Text, delegation: Text, rank: number | null, total: string, medal: Medal | null, };

export type CeremonyRequest = { competition: string, skill: string, reveal: Reveal, from_place?: number, 
/**
 * Digest of the result that was looked at.
 */
result: string, reason: string, };

export type CeremonyStepRequest = { competition: string, skill: string, 
/**
 * The step that is looked at.
 */
from: number, 
/**
 * The one before or after it.
 */
to: number, };

export type CeremonyEndRequest = { competition: string, skill: string, 
/**
 * The whole result is shown; else again what was shown before.
 */
publish: boolean, };

export type CompetitionClass = "national" | "class-1" | "class-2" | "provincial" | "municipal";

export type Competitions = { competitions: Array<CompetitionSummary>, };

export type CompetitionSummary = { id: string, title: Text, class: CompetitionClass, starts: string | null, ends: string | null, skills: Array<SkillSummary>, };

export type SkillSummary = { id: string, title: Text, competitors: number, aspects: number, visibility: Visibility, 
/**
 * Of which time the marks are.
 */
label: Label, state: SkillState, 
/**
 * None while hidden.
 */
progress: Progress | null, };

export type SkillState = "not-started" | "marking" | "complete" | "locked" | "hidden";

export type Progress = { done: number, of: number, };

export type PairRequest = { code: string, device_name: string, };

export type PairAnswer = { token: string, device: string, competition: string, expert: string, };

export type SessionRequest = { password: string, };

export type Desk = { competitions: Array<DeskCompetition>, };

export type DeskCompetition = { id: string, title: Text, position: number, experts: Array<DeskExpert>, };

export type DeskExpert = { expert: string, name: Text, skill: string, role: ExpertRole, panel: string | null, entries: number, devices: Array<DeskDevice>, };

export type DeskDevice = { device: string, name: string, paired_at: number, online: boolean, };

export type PairingCodeRequest = { competition: string, skill: string, expert: string, };

export type WithdrawalRequest = { competition: string, skill: string, competitor: string, reason: string, };

export type Medal = "gold" | "silver" | "bronze" | "medallion" | "merit";

export type DeskStandings = { 
/**
 * The journal entry up to which marks are counted.
 */
position: number, rules: PublishedRules, basis: Array<PublishedBasis>, 
/**
 * No mark is missing.
 */
complete: boolean, 
/**
 * Best first, then those without a place.
 */
rows: Array<DeskStanding>, 
/**
 * Competitors who are equal in everything and wait for a draw.
 */
open_ties: Array<Array<string>>, };

export type DeskStanding = { competitor: string, name: Text, eligible: boolean, withdrawn: boolean, 
/**
 * An appeal is not decided yet.
 */
under_appeal: boolean, rank: number | null, 
/**
 * Still reachable, whatever the missing marks become; none for whoever has withdrawn.
 */
best_rank: number | null, worst_rank: number | null, total: string, 
/**
 * Aspects that have a mark.
 */
done: number, scale_score: string | null, medal: Medal | null, 
/**
 * Medals that are not gone.
 */
chances: Array<DeskChance>, };

export type DeskChance = { medal: Medal, 
/**
 * Else it is possible.
 */
certain: boolean, };

export type Explanation = { competition: string, skill: string, competitor: string, 
/**
 * The last journal entry that is counted; none for a folder's marks.csv.
 */
position: number | null, 
/**
 * The place; everything it follows from is below it.
 */
place: ExplanationNode, };

export type ExplanationNode = { kind: ExplanationKind, 
/**
 * What this is about.
 */
what: Text, 
/**
 * The rule in words, with its parameters.
 */
rule: Text, 
/**
 * Where the rule or the number comes from.
 */
source: Text, 
/**
 * Equations that can be checked by hand; the last one ends with `value`, where there is one.
 */
arithmetic: Array<string>, result: Text, 
/**
 * The result, where it is a number: exact.
 */
value: string | null, children: Array<ExplanationNode>, };

export type ExplanationKind = "place" | "reachable" | "medal-chance" | "ahead" | "equal" | "behind" | "compared" | "draw" | "expert-place" | "majority-step" | "medal" | "scale-score" | "population" | "middle" | "spread" | "total" | "module" | "criterion" | "sub-criterion" | "measurement" | "judgement" | "score" | "left-out-score" | "earlier-score" | "missing-scores";

export type PlaceHistory = { competitor: string, 
/**
 * Changes, oldest first.
 */
points: Array<HistoryPoint>, };

export type HistoryPoint = [number, number | null];

export type DelegationTable = { competition: Text, skills: Array<DelegationSkill>, 
/**
 * Most medal points first.
 */
delegations: Array<DelegationStanding>, };

export type DelegationSkill = { id: string, title: Text, state: SkillState, label: Label, };

export type DelegationStanding = { id: string, name: Text, 
/**
 * By medal points; shared by equals.
 */
rank: number, 
/**
 * Competitors on the boards, guests left out.
 */
entries: number, 
/**
 * Gold, silver, bronze, medallions.
 */
medals: [number, number, number, number], points: string, 
/**
 * Skills in which the delegation has a medal.
 */
skills: Array<SkillMedals>, };

export type SkillMedals = [number, [number, number, number, number]];

export type PairingCode = { code: string, expires_at: number, url: string, qr_svg: string, };

export type DrawCommitRequest = { competition: string, skill: string, competitors: Array<string>, };

export type DrawRevealRequest = { competition: string, skill: string, draw: number, witnesses: Array<WitnessRequest>, };

export type WitnessRequest = { expert: string, value: string, };

export type DrawCancelRequest = { competition: string, skill: string, draw: number, reason: string, };

export type DrawFile = { draws: Array<DrawRecord>, };

export type DrawRecord = { method: string, competition: string, skill: string, 
/**
 * From 1, within the skill.
 */
draw: number, 
/**
 * Sorted by the bytes of the ids.
 */
competitors: Array<string>, commitment: string, 
/**
 * Why it was given up before the reveal.
 */
cancelled?: string, 
/**
 * From here on only after the reveal.
 */
secret?: string, seed?: string, 
/**
 * Best first.
 */
order?: Array<string>, witnesses?: Array<Witness>, };

export type Witness = { expert: string, value: string, };

export type Severity = "error" | "warning";

export type Encoding = "utf8" | "utf16" | "gb18030" | "workbook";

export type CardIssueRequest = { competition: string, 
/**
 * None: every skill.
 */
skill: string | null, 
/**
 * None: every expert.
 */
expert: string | null, minutes: number, };

export type Cards = { cards: Array<Card>, };

export type Card = { skill: string, skill_title: Text, expert: string, name: Text, role: ExpertRole, panel: string | null, code: string, url: string, qr_svg: string, expires_at: number, };

export type CardStates = { cards: Array<CardState>, };

export type CardState = { skill: string, expert: string, state: CardProgress, expires_at: number, used_at: number | null, };

export type CardProgress = "waiting" | "used" | "expired";

export type DraftList = { drafts: Array<DraftSummary>, };

export type DraftSummary = { draft: string, title: Text, changed_at: number, 
/**
 * The competition it was opened as; nothing in it changes any more.
 */
opened: string | null, };

export type DraftCreateRequest = { 
/**
 * Its id, and that of the competition until it says otherwise.
 */
draft: string, from: DraftOrigin, };

export type DraftOrigin = { "template": { title: Text, } } | "nothing" | { "copy-of": string };

export type DraftView = { draft: string, opened: string | null, files: Array<DraftFile>, };

export type DraftFile = { path: string, 
/**
 * Absent for one that is gone and could be brought back.
 */
etag: string | null, bytes: number, can_undo: boolean, };

export type DraftUndoRequest = { path: string, };

export type DraftCheck = { 
/**
 * The competition's id, as the draft has it.
 */
competition: string | null, 
/**
 * Of all files: opening names it, so that what is opened is what was checked.
 */
digest: string, openable: boolean, faults: Array<DraftFault>, skills: Array<DraftSkill>, };

export type DraftFault = { severity: Severity, code: string, file: string, row: number | null, column: string | null, found: string, problem: string, remedy: string, skill: string | null, };

export type DraftSkill = { skill: string, title: Text, measurements: number, judgements: number, max_total: string, competitors: number, experts: number, };

export type DraftValues = { etag: string | null, values: Record<string, unknown>, };

export type DraftKeysRequest = { path: string, 
/**
 * The version these changes are meant for; none for a file that is not there yet.
 */
etag: string | null, set: Array<DraftKey>, };

export type DraftKey = { key: Array<string>, 
/**
 * As TOML writes it; none: the key is removed.
 */
value: string | null, };

export type ListPreview = { 
/**
 * Of the table there is.
 */
etag: string | null, sheets: Array<string>, sheet: string | null, encoding: Encoding, heading_row: number, headings: Array<ListHeading>, 
/**
 * What a heading may be.
 */
columns: Array<string>, 
/**
 * The columns of the table that comes of it.
 */
becomes: Array<string>, rows: Array<ListRow>, 
/**
 * Of these `rows` has the first.
 */
total: number, faults: Array<DraftFault>, applied: boolean, };

export type ListHeading = { heading: string, column: string | null, };

export type ListRow = { 
/**
 * In the file it comes from.
 */
row: number, cells: Array<string>, };

export type SchemeTable = { table: string, 
/**
 * Nothing is lost by turning the workbook into this table.
 */
same: boolean, };

export type DraftOpenRequest = { digest: string, };

export type DraftOpened = { competition: string, };

export type Health = { status: string, reason?: string, };

export type TlsMode = "local" | "files" | "acme" | "off";

export type TrustAnswer = { tls: TlsMode, https_url: string | null, 
/**
 * The page that tells all this, where a tablet that trusts nothing yet can read it.
 */
url: string, 
/**
 * `url` for a camera.
 */
qr_svg: string, authority: TrustedAuthority | null, };

export type TrustedAuthority = { name: string, 
/**
 * SHA-256 of the certificate, in pairs of hex digits.
 */
fingerprint: string, };

export type ErrorBody = { error: Problem, };

export type Problem = { code: string, message: Text, };

export type PopulationMembers = "all" | "eligible";

export type MissingMarks = "so-far" | "wait";

export type TieLast = "shared" | "draw";

export type PublishedBasis = { 
/**
 * The group, where every group stands on a scale of its own.
 */
group?: string, size: number, middle: string | null, spread: string | null, };

export type PublishedRules = { 
/**
 * How places are given, with its version.
 */
method: string, 
/**
 * Weights of modules in the total; empty: the plain sum.
 */
weights: Array<Named>, 
/**
 * Factors of groups that are not 1.
 */
factors: Array<Named>, scale: PublishedScale | null, 
/**
 * In the order they are asked.
 */
tie_keys: Array<string>, tie_last: TieLast, 
/**
 * The medal rule with its version; none without medals.
 */
medals: PublishedMethod | null, };

export type PublishedScale = { method: string, parameters: Array<Named>, 
/**
 * Whose results the scale is taken from.
 */
population: PopulationMembers, 
/**
 * What becomes of competitors whose marks are not all there.
 */
missing: MissingMarks, per_group: boolean, };

export type PublishedMethod = { method: string, parameters: Array<Named>, };

export type Named = { name: string, value: string, };

export type BoardMessage = { "type": "snapshot" } & Snapshot | { "type": "delta" } & Delta | { "type": "source" } & Source | { "type": "closing" } & Closing | { "type": "error" } & Closing;

export type Snapshot = { protocol: number, version: number, at: number, competition: Text, skill: Text, 
/**
 * What was granted: `all`, `top=20`, `delegation=ZJ`, `near=C1,top=3`.
 */
window: string, state: SkillState, label: Label, 
/**
 * The rules that places, scale scores and medals follow, with their versions and parameters.
 */
rules: PublishedRules, 
/**
 * What the scale is laid out around, per population.
 */
basis: Array<PublishedBasis>, decimals: number, max_total: string, 
/**
 * Marks a complete competitor has.
 */
aspects: number, 
/**
 * Competitors of the skill, in the window or not.
 */
field: number, 
/**
 * The indices of `competitors`, rising; absent where they are 0, 1, 2 …
 */
members?: Array<number>, competitors: Array<BoardCompetitor>, 
/**
 * By index, rising.
 */
rows: Array<BoardRow>, 
/**
 * Indices, first place first.
 */
order: Array<number>, };

export type BoardCompetitor = { id: string, name: Text, delegation: BoardDelegation, kind: CompetitorKind | null, 
/**
 * Ranked, and takes no medal.
 */
guest: boolean, members: Array<Text>, };

export type BoardDelegation = { id: string, name: Text, };

export type BoardRow = [number, number | null, string, number, BoardMedal, string | null, number];

export type BoardMedal = "" | "gold" | "silver" | "bronze" | "medallion" | "merit";

export type Delta = { version: number, 
/**
 * Milliseconds between the two versions.
 */
later: number, state?: SkillState, label?: Label, basis?: Array<PublishedBasis>, 
/**
 * Who is in the window no more.
 */
left?: Array<number>, 
/**
 * Who is new in the window, in `order` behind the others for now.
 */
joined?: Array<Joined>, 
/**
 * Pairs: who stands at the first place of `order` (from 0) is taken out and put in at the second, pair by pair.
 */
moves?: Array<number>, 
/**
 * Where that would be longer, the whole of it.
 */
order?: Array<number>, 
/**
 * Threes: from this place of `order` on, so many rows, their ranks grow by so much.
 */
shifts?: Array<number>, 
/**
 * Rows in which only the scale score changed, or the rank as `shifts` say.
 */
scales?: Array<ScaleChange>, 
/**
 * Rows that changed otherwise, whole.
 */
rows?: Array<BoardRow>, };

export type Joined = [number, BoardCompetitor];

export type ScaleChange = [number, string | null];

export type Closing = { code: string, message: Text, };

export type Source = { 
/**
 * For how long it was not heard, in milliseconds; null: it is heard again.
 */
silent_ms: number | null, };

export type FromTablet = { "type": "hello" } & Hello | { "type": "submit" } & SubmitMessage | { "type": "lock" } & LockRequest | { "type": "unlock" } & UnlockMessage | { "type": "sign" } & SignMessage | { "type": "competitor-sign" } & CompetitorSignMessage | { "type": "propose" } & ProposeMessage | { "type": "confirm" } & ConfirmMessage | { "type": "reject" } & RejectMessage | { "type": "appeal" } & AppealMessage | { "type": "assign-appeal" } & AssignAppealMessage | { "type": "remark" } & RemarkMessage | { "type": "notice-appeal" } & AppealNumber | { "type": "withdraw-appeal" } & WithdrawAppealMessage | { "type": "ping" } & Ping;

export type Hello = { protocol: number, competition: string, token: string, 
/**
 * The position of the last `marks`; absent for the whole picture.
 */
since?: number, 
/**
 * False: receipts only, as a program that just submits wants it.
 */
watch?: boolean, };

export type SubmitMessage = { sequence: number, competitor: string, aspect: string, value: string, corrects?: number, reason?: string, 
/**
 * Position of the machine's measurement this one confirms.
 */
confirms?: number, made_at?: number, };

export type LockRequest = { sequence: number, sub_criterion?: string, };

export type UnlockMessage = { sequence: number, sub_criterion?: string, reason: string, };

export type SignMessage = { sequence: number, part: Part, 
/**
 * Of what the signer was shown.
 */
digest: string, 
/**
 * A chief expert signs for a member of the team who cannot.
 */
in_place_of?: string, reason?: string, };

export type CompetitorSignMessage = { sequence: number, day: number, competitor: string, agreed: boolean, reason?: string, digest: string, };

export type ProposeMessage = { sequence: number, what: Proposal, reason: string, };

export type ConfirmMessage = { sequence: number, proposal: number, };

export type RejectMessage = { sequence: number, proposal: number, reason: string, };

export type AppealMessage = { sequence: number, competitor: string, aspects: Array<string>, grounds: string, 
/**
 * How long before sending the button was pressed, in milliseconds.
 */
pressed_ago: number, };

export type AssignAppealMessage = { sequence: number, appeal: number, experts: Array<string>, };

export type RemarkMessage = { sequence: number, appeal: number, aspect: string, value: string, };

export type AppealNumber = { sequence: number, appeal: number, };

export type WithdrawAppealMessage = { sequence: number, appeal: number, reason: string, };

export type Ping = { 
/**
 * Entries that wait on the device.
 */
queued: number, };

export type Part = { "kind": "sub-criterion", id: string, } | { "kind": "day", day: number, } | { "kind": "skill" };

export type Proposal = { "kind": "correct", scores: Array<ProposedScore>, } | { "kind": "decide-appeal", appeal: number, outcome: AppealOutcome, } | { "kind": "open-codes", layer: number, } | { "kind": "publish" } | { "kind": "begin-ceremony" } & ProposedCeremony;

export type ProposedScore = { competitor: string, aspect: string, 
/**
 * Whose score it is; absent for a measurement.
 */
expert?: string, value: string, 
/**
 * Position of the entry this one replaces.
 */
corrects: number, };

export type AppealOutcome = "upheld" | "rejected" | "inadmissible";

export type Capacity = "team" | "chief" | "supervisor";

export type Affairs = { 
/**
 * In the order in which they are signed.
 */
parts: Array<PartCard>, 
/**
 * Absent where the rules ask no competitor.
 */
competitor_sheets?: Array<CompetitorSheet>, deadlines: Array<DeadlineCard>, 
/**
 * Until when one may appeal against what a day brought; a day without: not yet running, or without end.
 */
appeal_windows: Array<DeadlineCard>, unlock_requests: Array<UnlockCard>, 
/**
 * Chief experts, supervisors and organisers only.
 */
proposals: Array<ProposalCard>, 
/**
 * An expert sees those that concern the expert: filed by, assigned to.
 */
appeals: Array<AppealCard>, codes?: CodesCard, 
/**
 * Chief experts, supervisors and organisers only.
 */
publication?: PublicationCard, };

export type PartCard = { part: Part, 
/**
 * Of a sub-criterion: its day.
 */
day: number, 
/**
 * All its marks are there, and the parts below it are signed.
 */
ready: boolean, 
/**
 * Of the marks as they are; what a signature of now has to name. Absent while it is not ready.
 */
digest?: string, signatures: Array<SignatureCard>, 
/**
 * Who has still to sign, in order.
 */
wanted: Array<WantedSignature>, 
/**
 * Everybody has signed.
 */
signed: boolean, locked: boolean, };

export type SignatureCard = { capacity: Capacity, expert: string, 
/**
 * The member of the team a chief expert signed for.
 */
in_place_of?: string, at: number, position: number, };

export type WantedSignature = { capacity: Capacity, 
/**
 * Any of these.
 */
experts: Array<string>, };

export type CompetitorSheet = { day: number, competitor: string, 
/**
 * All its marks are there.
 */
ready: boolean, digest?: string, 
/**
 * A signature of marks that changed since does not count and is absent.
 */
signed?: CompetitorSigned, 
/**
 * The last time the competitor did not agree, where the marks changed since.
 */
declined?: CompetitorSigned, };

export type CompetitorSigned = { agreed: boolean, reason?: string, witness: string, at: number, };

export type DeadlineCard = { day: number, at: number, };

export type UnlockCard = { 
/**
 * Absent: the whole skill.
 */
sub_criterion?: string, by: string, reason: string, at: number, };

export type ProposalCard = { proposal: number, what: Proposal, reason: string, 
/**
 * An expert's id; absent: the organiser.
 */
by?: string, at: number, closed?: ProposalClosed, };

export type ProposalClosed = { confirmed: boolean, 
/**
 * An expert's id; absent: the organiser.
 */
by?: string, 
/**
 * Why not.
 */
reason?: string, at: number, 
/**
 * Of the entry by which it holds.
 */
position: number, };

export type AppealStage = "filed" | "assigned" | "decided" | "withdrawn";

export type AppealCard = { appeal: number, competitor: string, aspects: Array<string>, grounds: string, 
/**
 * An expert's id; absent: the organiser.
 */
by?: string, pressed_at: number, at: number, late: boolean, stage: AppealStage, experts: Array<string>, remarks: Array<RemarkCard>, outcome?: AppealOutcome, 
/**
 * Why it was withdrawn.
 */
reason?: string, noticed_at?: number, };

export type RemarkCard = { aspect: string, 
/**
 * How it is entered, where it is not on the own sheet: a second look is taken by another panel.
 */
rule?: AspectCard, 
/**
 * Values there are, and values wanted.
 */
given: number, of: number, 
/**
 * Too far apart: mark again.
 */
again: boolean, 
/**
 * One's own until all are there, then everybody's.
 */
scores: Array<PanelScore>, };

export type PanelScore = { expert: string, value: string, 
/**
 * Of the entry; absent where a second look is taken.
 */
position?: number, };

export type CodesCard = { layers: number, drawn: boolean, 
/**
 * Layers that are open, from the last one.
 */
opened: number, 
/**
 * What is known of each competitor now, by the code experts use; of opened layers only.
 */
known_as: Array<KnownAs>, };

export type KnownAs = { code: string, 
/**
 * The code of the deepest layer that is still closed, or the id.
 */
known_as: string, };

export type ToTablet = { "type": "welcome" } & Welcome | { "type": "marks" } & Marks | { "type": "receipt" } & ReceiptMessage | { "type": "refused" } & Refused | { "type": "locked" } & Locked | { "type": "error" } & Failure | { "type": "status" } & Status | { "type": "affairs" } & Affairs | { "type": "pong" } & Pong;

export type Pong = { 
/**
 * The server's clock.
 */
now: number, };

export type Welcome = { 
/**
 * The server's clock.
 */
now: number, protocol: number, competition: Text, position: number, 
/**
 * One above the highest sequence this device has used.
 */
next_sequence: number, expert: ExpertCard, skill: SkillCard, sub_criteria: Array<SubCriterionCard>, competitors: Array<CompetitorCard>, };

export type ColleagueCard = { id: string, role: ExpertRole, panel: string | null, };

export type MeasuredCard = { value: string, grader: string, 
/**
 * SHA-256 of what the machine kept, hex.
 */
evidence: string, position: number, at: number, };

export type ExpertCard = { id: string, name: Text, role: ExpertRole, panel: string | null, };

export type SkillCard = { id: string, title: Text, 
/**
 * Of the first judgement aspect; an aspect's own range is in its `score`.
 */
judgement: JudgementCard | null, measurement_step: string, 
/**
 * Competitors are known by codes.
 */
blind: boolean, experts: Array<ColleagueCard>, };

export type JudgementCard = { min: string, max: string, step: string, experts: number, max_spread: string | null, decimals: number, };

export type SubCriterionCard = { id: string, name: Text, criterion: string, criterion_name: Text, day: number | null, locked: boolean, 
/**
 * False: another panel's; shown, and locked by a chief, but not entered here.
 */
may_mark: boolean, aspects: Array<AspectCard>, };

export type AspectCard = { id: string, kind: AspectType, name: Text, max_mark: string, requirement: string, extra: string, entry: EntryKind, 
/**
 * Smallest step of a mark that is entered directly.
 */
step?: string, choices: Array<string>, unit: string, 
/**
 * Values competitors really reach, lowest and highest.
 */
typical?: [string, string], 
/**
 * The machine that measures it.
 */
grader?: string, 
/**
 * Of the judgement scores, lowest first.
 */
descriptions: Array<string>, score?: ScoreRange, };

export type AspectType = "M" | "J";

export type EntryKind = "mark" | "yes-no" | "value" | "choice" | "score";

export type ScoreRange = { min: string, max: string, step: string, };

export type CompetitorCard = { id: string, name: Text, delegation: Text, 
/**
 * False: same delegation as the expert.
 */
may_mark: boolean, withdrawn: boolean, };

export type Marks = { 
/**
 * Everything up to here was told.
 */
position: number, 
/**
 * True: the whole picture, forget what you had.
 */
full: boolean, cells: Array<Cell>, };

export type Cell = { competitor: string, aspect: string, state: CellProgress, round: number, 
/**
 * Scores there are in this round, and scores wanted.
 */
given: number, of: number, mark: string | null, 
/**
 * Absent: none, or in a change: as it was.
 */
own?: OwnEntry, 
/**
 * Everybody's, once the panel is complete.
 */
scores?: Array<PanelScore>, 
/**
 * Who has scored while others have not; chief experts and supervisors only.
 */
scored?: Array<string>, 
/**
 * Rounds before this one, the first one first.
 */
earlier?: Array<Array<PanelScore>>, 
/**
 * What a machine measured and nobody has confirmed yet.
 */
measured?: MeasuredCard, };

export type CellProgress = "open" | "partial" | "rescore" | "done";

export type OwnEntry = { value: string, position: number, };

export type ReceiptMessage = { sequence: number, position: number, hash: string, at: number, };

export type Refused = { sequence: number, code: string, message: Text, };

export type Locked = { position: number, sub_criteria: Array<string>, locked: boolean, };

export type Failure = { code: string, message: Text, 
/**
 * True: the server closes next.
 */
fatal: boolean, };

export type Status = { writable: boolean, reason?: string, };

export type DeviceSessionRequest = { competition: string, token: string, };

export type SessionInfo = { holder: SessionHolder, 
/**
 * From here on of a chief expert or supervisor.
 */
competition?: string, skill?: string, expert?: string, 
/**
 * Of an honours officer: the name.
 */
officer?: string, };

export type SessionHolder = "organiser" | "chief" | "supervisor" | "officer";

export type ImpactRequest = { proposal?: number, scores?: Array<ProposedScore>, };

export type Impact = { 
/**
 * The entry up to which `before` counts.
 */
position: number, 
/**
 * Only those that differ, best first as they would stand then.
 */
rows: Array<RowChange>, 
/**
 * Competitors whose row stays as it is.
 */
unchanged: number, };

export type RowChange = { 
/**
 * As tablets call the competitor: by code in a blind skill.
 */
competitor: string, 
/**
 * As the desk does, where that is something else: layers of codes were opened.
 */
known_as?: string, before: PlaceThen, after: PlaceThen, };

export type PlaceThen = { rank: number | null, total: string, scale_score: string | null, medal: Medal | null, withdrawn: boolean, };

export type Changes = { since: number, position: number, 
/**
 * Only those that differ, best first as they stand now.
 */
rows: Array<RowChange>, unchanged: number, 
/**
 * Newest first.
 */
marks: Array<MarkChange>, 
/**
 * There were more of them than are listed.
 */
more: boolean, };

export type MarkChange = { position: number, at: number, 
/**
 * An expert's id; absent: the organiser.
 */
by?: string, 
/**
 * As tablets call the competitor.
 */
competitor: string, aspect: string, 
/**
 * The mark, once the whole panel had scored.
 */
before: string | null, after: string | null, reason?: string, };

export type SkillProgress = { position: number, 
/**
 * The server's clock.
 */
now: number, days: Array<DayProgress>, panels: Array<PanelProgress>, 
/**
 * In the order of the list; supervisors too, for their devices.
 */
experts: Array<ExpertProgress>, };

export type DayProgress = { day: number, 
/**
 * Marks there are, and marks there will be; of competitors who have not withdrawn.
 */
done: number, of: number, deadline?: number, 
/**
 * Entries that came after the deadline of then.
 */
late: number, sub_criteria: Array<SubCriterionProgress>, };

export type SubCriterionProgress = { id: string, name: Text, aspects: Array<AspectName>, 
/**
 * Absent: any expert of the skill.
 */
panel?: string, done: number, of: number, 
/**
 * Cells whose panel has to score again.
 */
rescore: number, locked: boolean, };

export type AspectName = { id: string, name: Text, };

export type PanelProgress = { 
/**
 * Absent: sub-criteria that any expert marks.
 */
panel?: string, done: number, of: number, 
/**
 * Measurements nobody of the panel has entered.
 */
measurements_missing: number, 
/**
 * Experts for whose scores others of the panel wait, who keeps most waiting first.
 */
behind: Array<string>, };

export type ExpertProgress = { expert: string, name: Text, role: ExpertRole, panel?: string, 
/**
 * Everything this expert has entered, corrections too.
 */
entries: number, 
/**
 * Judgement scores that are there, and those still wanted where the panel is not full.
 */
given: number, missing: number, 
/**
 * Of the missing ones: where somebody else of the panel has scored already.
 */
awaited: number, last_entry_at?: number, devices: Array<DeviceProgress>, };

export type DeviceProgress = { device: string, name: string, paired_at: number, online: boolean, 
/**
 * Absent while it is online, and where the server was started since it was.
 */
offline_since?: number, 
/**
 * Entries that wait on the device, as it said last.
 */
queued?: number, };

export type Missing = { position: number, 
/**
 * All that were asked for, also those not listed.
 */
missing: number, 
/**
 * In the order of the scheme; only those that lack something.
 */
parts: Array<MissingPart>, 
/**
 * There are more cells than are listed.
 */
more: boolean, };

export type MissingPart = { sub_criterion: string, missing: number, 
/**
 * Nobody can enter them before it is unlocked.
 */
locked: boolean, cells: Array<MissingCell>, };

export type MissingCell = { competitor: string, aspect: string, 
/**
 * Else measured.
 */
judged: boolean, 
/**
 * Scores there are, and wanted; a measurement wants one.
 */
given: number, of: number, 
/**
 * The panel did not agree and scores again.
 */
again: boolean, 
/**
 * A machine's value waits to be confirmed.
 */
measured: boolean, 
/**
 * Who may still score, of whom not all may be needed; nobody for a measurement, which anyone of the panel enters, nor where it is locked.
 */
experts: Array<string>, };

export type Disagreements = { position: number, 
/**
 * Cells whose panel has to score again now.
 */
waiting: number, 
/**
 * The latest first.
 */
cells: Array<Disagreement>, 
/**
 * There are more of them than are listed.
 */
more: boolean, };

export type Disagreement = { competitor: string, aspect: string, name: Text, sub_criterion: string, 
/**
 * True: the panel has not agreed yet.
 */
open: boolean, 
/**
 * Of the last entry in it.
 */
position: number, 
/**
 * Complete rounds, the first one first.
 */
rounds: Array<DisagreementRound>, 
/**
 * Once there is one.
 */
mark: string | null, };

export type DisagreementRound = { scores: Array<PanelScore>, 
/**
 * Highest minus lowest.
 */
spread: string, };

export type AuditPage = { 
/**
 * Newest first.
 */
entries: Array<AuditEntry>, 
/**
 * Everything from here on was looked at.
 */
looked_to: number, 
/**
 * What to ask for next; absent: the journal's beginning was reached.
 */
next_before?: number, };

export type AuditEntry = { position: number, at: number, actor: AuditActor, device?: string, 
/**
 * As in the journal: `mark`, `locked`, `signed`, `proposed` …
 */
kind: string, skill?: string, competitor?: string, aspect?: string, 
/**
 * Absent too while the panel has not scored in full: nobody sees a score before.
 */
value?: string, corrects?: number, reason?: string, 
/**
 * After the deadline of then, or an appeal whose window was over.
 */
late: boolean, 
/**
 * The whole of it in one line.
 */
text: Text, };

export type AuditActor = { kind: AuditActorKind, 
/**
 * An expert's or a grader's.
 */
id?: string, };

export type AuditActorKind = "organiser" | "expert" | "grader";

export type ProposalRequest = { competition: string, skill: string, proposal: number, };

export type ProposalRejectRequest = { competition: string, skill: string, proposal: number, reason: string, };

export type UnlockRequest = { competition: string, skill: string, 
/**
 * Absent: the whole skill.
 */
sub_criterion?: string, reason: string, };

export type DeadlineRequest = { competition: string, skill: string, day: number, 
/**
 * Milliseconds since 1970; null: none any more.
 */
at: number | null, };

export type AppealRequest = { competition: string, skill: string, competitor: string, aspects: Array<string>, grounds: string, 
/**
 * How long before sending the button was pressed, in milliseconds.
 */
pressed_ago?: number, };

export type AppealNoticeRequest = { competition: string, skill: string, appeal: number, };

export type AppealWithdrawRequest = { competition: string, skill: string, appeal: number, reason: string, };

export type CodesRequest = { competition: string, skill: string, };

export type GraderRequest = { competition: string, skill: string, grader: string, };

export type GraderToken = { grader: string, token: string, };

export type Graders = { 
/**
 * Those the rules name, and those that were added.
 */
graders: Array<GraderCard>, };

export type GraderCard = { grader: string, 
/**
 * What it measures.
 */
aspects: Array<string>, 
/**
 * Absent: it has no token, or no longer.
 */
added_at?: number, revoked: boolean, last_run_at?: number, 
/**
 * All it has posted.
 */
measurements: number, 
/**
 * Those that no expert has confirmed yet.
 */
awaiting: number, };

export type RecoveryRequest = { file: RecoveryFile, 
/**
 * False: only say what would happen.
 */
load: boolean, };

export type RecoveryFile = { format: string, competition: string, device: string, expert: string, skill: string, made_at: number, entries: Array<RecoveryEntry>, 
/**
 * Appeals and second looks; files of earlier versions have none.
 */
commands?: Array<RecoveryCommand>, 
/**
 * Of everything above, 64 hex digits.
 */
mac: string, };

export type RecoveryEntry = { sequence: number, competitor: string, aspect: string, value: string, corrects?: number, 
/**
 * An entry of this file that had no position yet.
 */
corrects_sequence?: number, reason?: string, made_at: number, confirms?: number, };

export type RecoveryCommand = { "type": "appeal", sequence: number, competitor: string, aspects: Array<string>, grounds: string, 
/**
 * When the button was pressed, by the server's clock as far as the device knew it.
 */
pressed_at: number, } | { "type": "remark", sequence: number, appeal: number, aspect: string, value: string, };

export type RecoveryAnswer = { device: string, skill: string, expert: string, revoked: boolean, loaded: boolean, 
/**
 * In the order of their sequence.
 */
entries: Array<RecoveryResult>, };

export type RecoveryResult = { sequence: number, kind: RecoveryKind, 
/**
 * Absent: a second look for an appeal that there is not.
 */
competitor?: string, 
/**
 * An appeal may be about several.
 */
aspects: Array<string>, 
/**
 * Of an appeal its grounds.
 */
value: string, 
/**
 * The appeal that a second look is for.
 */
appeal?: number, outcome: RecoveryOutcome, 
/**
 * Where it is in the journal.
 */
position?: number, 
/**
 * Why it was refused.
 */
code?: string, message?: Text, };

export type RecoveryKind = "mark" | "appeal" | "remark";

export type RecoveryOutcome = "known" | "stored" | "refused";

export type LiveReport<T> = { state: LiveState, 
/**
 * The skill's last change that the report knows of.
 */
position: number | null, 
/**
 * The skill's last change: a mark, a withdrawal, a draw.
 */
newest: number, 
/**
 * Milliseconds since 1970.
 */
computed_at: number | null, report: T | null, };

export type LiveState = "ready" | "computing" | "failed";

export type SkillFairness = { skill: string, 
/**
 * Judgement scores, and the units (competitor × aspect) they are of.
 */
scores: number, units: number, methods: Methods, parameters: Parameters, 
/**
 * Whether every expert can be compared with every other through units they shared.
 */
connected: boolean, blocks: Array<Block>, 
/**
 * Experts with at least one score.
 */
experts: Array<ExpertFairness>, competitors: Array<CompetitorFairness>, aspects: Array<AspectFairness>, thresholds: Array<Threshold>, rasch: RaschSummary | null, agreement: Agreement, surprises: SurprisesReport, ranks: Ranks, notes: Array<Note>, };

export type Note = { 
/**
 * The part of the report: `additive`, `rasch`, `icc.1` …
 */
concerns: string, code: string, text: Text, };

export type Methods = { z: string, additive: string, rasch: string, icc: string, alpha: string, kendall_w: string, drift: string, compatriots: string, ranks: string, };

export type Parameters = { confidence: number, bias_correction: string, extreme_adjustment: number, categories_max: number, margin_tolerance: number, mean_square_low: number, mean_square_high: number, fit_deviate: number, effect_errors: number, effect_spreads: number, residual: number, t: number, places: number, };

export type Block = { experts: Array<BlockExpert>, };

export type BlockExpert = { expert: string, additive: number | null, additive_se: number | null, };

export type ExpertFairness = { expert: string, n: number, 
/**
 * Mean score; not comparable between experts who scored different units.
 */
mean: number | null, z: number | null, 
/**
 * In score units, positive: higher marks; null where blocks are apart.
 */
additive: number | null, additive_se: number | null, rasch: ExpertRasch, drift: DriftReport | null, compatriots: CompatriotsReport | null, 
/**
 * `severe`, `lenient`, `erratic`, `too-predictable`, `extreme`, `drift`, `compatriots`.
 */
flags: Array<string>, };

export type ExpertRasch = { severity: number | null, se: number | null, infit: number | null, outfit: number | null, infit_z: number | null, outfit_z: number | null, extreme: boolean, };

export type DriftReport = { change: number | null, t: number | null, df: number, };

export type CompatriotsReport = { own: number, difference: number | null, t: number | null, };

export type CompetitorFairness = { competitor: string, n: number, 
/**
 * In logits; null where competitors cannot be compared.
 */
measure: number | null, se: number | null, infit: number | null, outfit: number | null, extreme: boolean, };

export type AspectFairness = { aspect: string, n: number, mean: number | null, 
/**
 * In logits, positive: harder; null where aspects cannot be compared.
 */
difficulty: number | null, se: number | null, infit: number | null, outfit: number | null, extreme: boolean, 
/**
 * Index of the scale in `thresholds`.
 */
scale: number | null, };

export type Threshold = { scale: number, 
/**
 * The score, or the lowest and highest of an interval of a fine scale.
 */
category: string, n: number, threshold: number | null, se: number | null, };

export type RaschSummary = { converged: boolean, iterations: number, largest_change: number | null, 
/**
 * Largest difference between an observed and an expected margin.
 */
largest_residual: number | null, log_likelihood: number | null, bias_factor: number, 
/**
 * Subsets of experts whose severities can be compared, each summing to zero.
 */
expert_subsets: Array<Array<SubsetExpert>>, competitor_subsets: number, aspect_subsets: number, separation: Separations, };

export type SubsetExpert = { expert: string, severity: number | null, se: number | null, };

export type Separations = { competitors: SeparationReport | null, aspects: SeparationReport | null, experts: SeparationReport | null, };

export type SeparationReport = { elements: number, sd: number | null, rmse: number | null, separation: number | null, reliability: number | null, };

export type Agreement = { icc: Icc<number>, 
/**
 * Lower and upper end.
 */
icc_intervals: Icc<[number, number]>, icc_data: IccData, alpha: Alpha, kendall_w: KendallReport, };

export type Icc<T> = { "1,1": T | null, "2,1": T | null, "3,1": T | null, "1,k": T | null, "2,k": T | null, "3,k": T | null, };

export type IccData = { one_way_units: number, one_way_raters: number, two_way_units: number, two_way_experts: Array<string>, };

export type Alpha = { nominal: number | null, ordinal: number | null, interval: number | null, ratio: number | null, };

export type KendallReport = { w: number | null, chi2: number | null, df: number | null, p: number | null, experts: Array<string>, competitors: number, };

export type SurprisesReport = { count: number, 
/**
 * The most surprising ones.
 */
listed: Array<Surprise>, };

export type Surprise = { competitor: string, aspect: string, expert: string, score: string, 
/**
 * Standardised residual.
 */
z: number | null, };

export type Ranks = { seed: number, replicates: number, competitors: Array<RankReport>, };

export type RankReport = { competitor: string, rank: number, rank_low: number, rank_high: number, total: string, total_low: string, total_high: string, };

export type SkillComparison = { skill: string, 
/**
 * The skill's own rules first: what the others are compared with.
 */
methods: Array<MethodSummary>, 
/**
 * In the order of the skill's own standings.
 */
competitors: Array<CompetitorComparison>, };

export type MethodSummary = { 
/**
 * With its version: `median/1`, `scale:t/1`.
 */
method: string, title: Text, 
/**
 * A method that cannot be applied gives nobody a rank.
 */
applies: boolean, 
/**
 * Why it cannot be applied.
 */
reason: Text | null, 
/**
 * What a reader must know besides.
 */
notes: Array<Text>, 
/**
 * Of a method that is a scale.
 */
scale: PublishedScale | null, 
/**
 * Competitors whose rank is another one than by the skill's own rules.
 */
differs: number, 
/**
 * Competitors whose medal is another one; null where medals cannot be given by this method.
 */
medals_changed: number | null, 
/**
 * Tau-b of the ranks with those by the skill's own rules, −1 to 1; null where all are equal or fewer than two are placed.
 */
kendall_tau: number | null, 
/**
 * Placed by the skill's own rules and not by this method.
 */
waiting: Array<string>, 
/**
 * Placed by this method and not by the skill's own rules.
 */
further: Array<string>, };

export type CompetitorComparison = { competitor: string, ranks: Array<number | null>, 
/**
 * Exact.
 */
totals: Array<string | null>, 
/**
 * Exact; null where there is no scale.
 */
scale_scores: Array<string | null>, medals: Array<Medal | null>, 
/**
 * Best and worst rank by any method.
 */
best: number | null, worst: number | null, changes: Array<MedalChange>, };

export type MedalChange = { 
/**
 * Index into the methods.
 */
method: number, change: Change, from: Medal | null, to: Medal | null, };

export type Change = "gains" | "loses" | "rises" | "falls";

export type Stage = "identified" | "verified" | "recommended" | "under-review" | "granted" | "declined" | "appealed" | "withdrawn";

export type Step = "verify" | "recommend" | "review" | "grant" | "decline" | "appeal" | "withdraw";

export type Evidence = { name: string, 
/**
 * SHA-256 of the file, hex; none of a paper.
 */
sha256?: string, };

export type OfficerRequest = { 
/**
 * A name by which events are signed.
 */
officer: string, };

export type OfficerPassword = { officer: string, 
/**
 * Shown this once.
 */
password: string, };

export type Officers = { officers: Array<string>, };

export type OfficerSessionRequest = { officer: string, password: string, };

export type Pipeline = { 
/**
 * Who asks.
 */
officer: string, 
/**
 * How many events there are, and the hash that binds them all.
 */
events: number, head: string, programmes: Array<PipelineProgramme>, nominations: Array<NominationCard>, competitions: Array<PipelineCompetition>, };

export type PipelineProgramme = { id: string, title: Text, 
/**
 * First and last year; open where there is none.
 */
from_year: number | null, to_year: number | null, categories: Array<Titled>, 
/**
 * Who recommends.
 */
bodies: Array<Titled>, 
/**
 * Of years in which somebody is nominated.
 */
years: Array<QuotaYear>, };

export type Titled = { id: string, title: Text, };

export type QuotaYear = { year: number, uses: Array<QuotaUse>, };

export type QuotaUse = { of: QuotaOf, 
/**
 * Of a tier, category or body.
 */
id: string | null, title: Text, 
/**
 * Null: no limit.
 */
quota: number | null, granted: number, 
/**
 * Seats taken by those on the way to it.
 */
reserved: number, 
/**
 * Nominations without a seat, the next one first.
 */
waiting: number[], 
/**
 * Granted beyond a quota that was lowered since.
 */
beyond: number, };

export type QuotaOf = "programme" | "tier" | "category" | "body";

export type PipelineCompetition = { id: string, title: Text, skills: Array<PipelineSkill>, };

export type PipelineSkill = { id: string, title: Text, 
/**
 * Signed, shown in public, and no appeal waits: nominations may rest on it.
 */
published: boolean, };

export type NominationCard = { id: number, person: string, 
/**
 * As the public result has it.
 */
name: Text, programme: string, category: string, year: number, body: string | null, competition: string, skill: string, competitor: string, stage: Stage, 
/**
 * Where it can be moved from here.
 */
steps: Array<StepCard>, moved_at: number, moved_by: string, 
/**
 * A day, YYYY-MM-DD.
 */
due: string | null, overdue: boolean, 
/**
 * The result it rests on is another by now, or not published any more.
 */
amended: boolean, };

export type StepCard = { step: Step, leads_to: Stage, needs_reason: boolean, needs_evidence: boolean, };

export type NominationView = { card: NominationCard, 
/**
 * Of the result it rests on.
 */
digest: string, 
/**
 * Of the result as it is published now; null where it is not.
 */
published_digest: string | null, 
/**
 * SHA-256 of the programme's file by which it was judged.
 */
rules: string, evidence: Array<Evidence>, events: Array<NominationHappened>, };

export type NominationHappened = { number: number, at: number, officer: string, what: Happened, 
/**
 * Of a move.
 */
step: Step | null, comment: string, evidence: Array<Evidence>, due: string | null, };

export type Happened = "identified" | "moved" | "commented" | "evidence-added" | "deadline-set" | "result-accepted";

export type HonoursCandidates = { published: boolean, 
/**
 * Empty while it is not published.
 */
digest: string, rows: Array<HonoursCandidate>, };

export type HonoursCandidate = { person: string, competitor: string, name: Text, place: number | null, medal: Medal | null, 
/**
 * Only where the rules do not say no.
 */
chances: Array<HonoursChance>, };

export type HonoursChance = { programme: string, category: string, 
/**
 * False: something is not known yet.
 */
certain: boolean, 
/**
 * What is not known, and who can supply it.
 */
missing: Array<MissingFact>, };

export type MissingFact = { rule: Text, fact: Text, supplier: Text, };

export type HonoursRequest = { acts: Array<HonoursAct>, };

export type Column = "nomination" | "person" | "name-zh" | "name-en" | "programme" | "programme-title" | "category" | "category-title" | "year" | "body" | "stage" | "stage-since" | "stage-by" | "due" | "competition" | "competition-title" | "ended" | "skill" | "skill-title" | "competitor" | "place" | "medal" | "digest" | "amended" | "registered-name-zh" | "registered-name-en" | "national-id" | "social-security" | "employer" | "phone";

export type TableFormat = "xlsx" | "csv" | "csv-bom" | "json";

export type CisTable = "competitor-results" | "best-of-nation";

export type ExportOf = { "kind": "nominations", format: TableFormat, columns: Array<Column>, programme?: string, year?: number, stage?: Stage, } | { "kind": "verdicts", competition: string, programme?: string, } | { "kind": "cis", competition: string, file: CisTable, } | { "kind": "certificates", competition: string, skill?: string, } | { "kind": "dossier", nomination: number, 
/**
 * Whole names; otherwise only their first letters.
 */
names: boolean, };

export type CertificateShown = { id: string, state: CertificateState, 
/**
 * Null of a superseded one: it says what is not so any more.
 */
says: CertificateSays | null, };

export type ConsistencyProof = { origin: string, 
/**
 * Entries then and now.
 */
from: number, size: number, 
/**
 * SHA-256, hex.
 */
proof: Array<string>, };

export type SigningKeyShown = { 
/**
 * Ed25519, 32 bytes, Base64.
 */
key: string, 
/**
 * What people compare by eye: eight groups of four hex digits.
 */
fingerprint: string, };

export type CertificateState = "current" | "superseded";

export type CertificateSays = { competition: string, competition_title: Text, 
/**
 * YYYY-MM-DD.
 */
day: string | null, skill: string, skill_title: Text, name: Text, 
/**
 * Of a member of a team.
 */
team: Text | null, delegation: Text | null, 
/**
 * Medal and awards.
 */
won: Text, 
/**
 * One sentence in each language.
 */
deed: Text, medal: Medal | null, place: number, entrants: number, 
/**
 * SHA-256 of the result, hex.
 */
result: string, };

export type OfficeStatistics = { 
/**
 * Of published results alone.
 */
winners: Statistics, 
/**
 * Of nominations.
 */
stages: Array<Conversion>, 
/**
 * Charts that are there, by their files' names.
 */
charts: Array<string>, };

export type Statistics = { 
/**
 * Small numbers of personal attributes are shown as they are.
 */
exact: boolean, 
/**
 * From the first; a competition without dates comes last.
 */
years: Array<YearStatistics>, };

export type YearStatistics = { 
/**
 * Of the competition's last day; `None`: it has no dates.
 */
year: number | null, competitions: Array<string>, 
/**
 * Who took part. Neither guests nor those who have withdrawn, who are counted beside.
 */
people: number, 
/**
 * With a medal or prize that is certain.
 */
winners: number, 
/**
 * Without one, and with a place that may still change.
 */
open: number, guests: number, withdrawn: number, tables: Array<StatisticsTable>, 
/**
 * Empty where no programmes were given.
 */
programmes: Array<ProgrammeCount>, };

export type StatisticsTable = { dimension: Dimension, title: Text, rows: Array<StatisticsRow>, };

export type StatisticsRow = { value: string, title: Text, people: number | string, winners: number | string, open: number | string, 
/**
 * Of all the year's winners, in per cent.
 */
share: string | null, 
/**
 * `None` of a personal attribute, where they would be small.
 */
prizes: Prizes | null, };

export type Prizes = { gold: number, silver: number, bronze: number, medallion: number, merit: number, best_of_delegation: number, best_of_all: number, };

export type ProgrammeCount = { programme: string, 
/**
 * `None`: the whole programme.
 */
category: string | null, title: Text, yes: number, unknown: number, no: number, 
/**
 * Who takes up a seat here or waits for one, and not in a category that goes before.
 */
counted: number, 
/**
 * A year.
 */
quota: number | null, 
/**
 * Counted, of the quota, in per cent; above 100 where people wait.
 */
quota_use: string | null, };

export type Dimension = "skill" | "delegation" | "kind" | "level" | "gender" | "migrant" | "age";

export type Conversion = { programme: string, programme_title: Text, category: string, category_title: Text, year: number, 
/**
 * All of them, in their order.
 */
stages: Array<StageLine>, };

export type StageLine = { stage: Stage, 
/**
 * Nominations that ever came there.
 */
reached: number, 
/**
 * Those that are there.
 */
now: number, 
/**
 * Reached, of all that were identified, in per cent.
 */
share: string | null, 
/**
 * Whole days from being identified to coming there for the first time; of an even number the lower one in the middle.
 */
median_days: number | null, };

export type ProgrammeCategory = { id: string, title: Text, tier: Text | null, quota: number | null, 
/**
 * Its part in what a body recommends.
 */
ratio: number | null, 
/**
 * Besides those of everybody.
 */
rules: Array<ProgrammeRule>, grants: ProgrammeGrants, evidence: Array<Text>, };

export type ProgrammeExclusive = { text: Text, source: number, 
/**
 * In the order in which a person is counted.
 */
categories: Array<Text>, };

export type ProgrammeGrants = { money: ProgrammeMoney | null, honours: Array<Text>, promotion: Array<ProgrammePromotion>, certificate: Text | null, training: Array<Text>, posts: Array<Text>, recommended_for: Array<Text>, };

export type ProgrammeMoney = { amount: string, 
/**
 * ISO 4217.
 */
currency: string, purpose: Text, };

export type ProgrammePromotion = { 
/**
 * Null: from any level.
 */
from: Text | null, to: Text, };

export type ProgrammeQuota = { title: Text, 
/**
 * Null: no limit of its own.
 */
quota: number | null, };

export type ProgrammeRule = { text: Text, 
/**
 * Index into the sources.
 */
source: number, 
/**
 * Where in the source.
 */
clause: string, unconfirmed: boolean, };

export type ProgrammeSource = { title: Text, 
/**
 * The document's number.
 */
number: string, address: string, 
/**
 * Its primary text was not read.
 */
unconfirmed: boolean, };

export type ProgrammeView = { id: string, title: Text, 
/**
 * `municipal`, `provincial` or `national`.
 */
level: string, 
/**
 * First and last day, YYYY-MM-DD; open where there is none.
 */
from: string | null, to: string | null, 
/**
 * SHA-256 of its file, hex.
 */
digest: string, 
/**
 * What the policy wants to reach within the period.
 */
goal: number | null, 
/**
 * A year.
 */
quota: number | null, sources: Array<ProgrammeSource>, tiers: Array<ProgrammeQuota>, bodies: Array<ProgrammeQuota>, 
/**
 * Of everybody, whatever the category.
 */
rules: Array<ProgrammeRule>, categories: Array<ProgrammeCategory>, 
/**
 * Of which categories a person counts in one only.
 */
exclusive: Array<ProgrammeExclusive>, 
/**
 * Shares the policy looks at.
 */
watch: Array<ProgrammeWatch>, 
/**
 * How it goes on after the verdict.
 */
procedure: Array<Text>, };

export type ProgrammeWatch = { title: Text, 
/**
 * Per cent.
 */
at_least: string | null, };

export type ExportList = { 
/**
 * The newest first.
 */
exports: Array<ExportCard>, 
/**
 * There are older ones.
 */
more: boolean, 
/**
 * What a list of nominations may have.
 */
columns: Array<ExportColumn>, };

export type ExportColumn = { column: Column, title: Text, 
/**
 * Takes two people.
 */
personal: boolean, };

export type ExportCard = { export: number, of: ExportOf, 
/**
 * Takes two people.
 */
personal: boolean, asked_by: string, asked_at: number, reason: string, state: ExportStage, 
/**
 * Why whoever asks may not have it made; null: may, or it is not waiting.
 */
held_by: Problem | null, 
/**
 * Pages that are done while it is made, and of how many; of 0 where nobody counts.
 */
done: number, pages: number, 
/**
 * Why it could not be made.
 */
fault: Text | null, made: MadeCard | null, fetched: Array<FetchedCard>, };

export type ExportStage = "waiting" | "making" | "failed" | "taken-back" | "made";

export type MadeCard = { at: number, 
/**
 * Who agreed, or who asked where one person is enough.
 */
officer: string, file: string, 
/**
 * Hex.
 */
sha256: string, bytes: number, people: number, 
/**
 * Their numbers, by which readers verify them.
 */
certificates: Array<string>, 
/**
 * Whether whoever asks may have the file.
 */
mine: boolean, };

export type FetchedCard = { at: number, officer: string, };

export type ExportRequest = { of: ExportOf, reason: string, };

export type ExportAsked = { export: number, };

export type HonoursAct = { "what": "identify", person: string, competition: string, skill: string, competitor: string, programme: string, category: string, year: number, body?: string, } | { "what": "move", nomination: number, step: Step, evidence: Array<Evidence>, comment: string, } | { "what": "comment", nomination: number, comment: string, } | { "what": "add-evidence", nomination: number, evidence: Evidence, } | { "what": "set-deadline", nomination: number, 
/**
 * YYYY-MM-DD; null: no more.
 */
due: string | null, } | { "what": "accept-result", nomination: number, digest: string, comment: string, };

export type HonoursAnswer = { 
/**
 * Empty where all of it can be, or is, done.
 */
refused: Array<RefusedAct>, 
/**
 * Whatever the acts change in the use of quotas.
 */
quotas: Array<QuotaChange>, 
/**
 * The nomination of each act; new ones have their numbers.
 */
nominations: number[], };

export type RefusedAct = { 
/**
 * From 0.
 */
act: number, problem: Problem, };

export type QuotaChange = { programme: string, year: number, before: QuotaUse, after: QuotaUse, };

export type PersonalDataCard = { name: Text, national_id: string, social_security: string, employer: string, phone: string, 
/**
 * What verdicts need, by the columns of `people.csv`.
 */
facts: { [key in string]: string }, };

export type PersonView = { person: string, 
/**
 * Ids that were found to be the same person.
 */
also: Array<string>, 
/**
 * As public results have it.
 */
name: Text, 
/**
 * Others of the same name, who may be the same person.
 */
namesakes: Array<string>, results: Array<PersonResult>, 
/**
 * What a result could lead to.
 */
chances: Array<PersonChance>, 
/**
 * Masked; null of somebody whose data is not kept, or was erased.
 */
data: PersonalDataCard | null, 
/**
 * Somebody wants the data erased, and another one must agree.
 */
erasure: ErasureAsked | null, nominations: number[], 
/**
 * Files that the person is in.
 */
exports: Array<PersonExport>, 
/**
 * What was done with the data, by whom and why.
 */
record: Array<PersonHappened>, };

export type ErasureAsked = { officer: string, at: number, reason: string, };

export type PersonChance = { competition: string, skill: string, competitor: string, chance: HonoursChance, };

export type PersonExport = { export: number, made_at: number, 
/**
 * What the file is called.
 */
file: string, reason: string, };

export type PersonHappened = { number: number, at: number, officer: string, what: PersonDeed, 
/**
 * Of what was entered or changed; where data was erased, who asked for it.
 */
fields: Array<string>, reason: string, };

export type PersonDeed = "kept" | "revealed" | "erase-asked" | "erase-taken-back" | "erased" | "merged";

export type PersonalDataRequest = { name?: Text, national_id?: string, social_security?: string, employer?: string, phone?: string, 
/**
 * By the columns of `people.csv`; an empty one is removed, what is not named stays.
 */
facts?: { [key in string]: string }, };

export type ReasonRequest = { reason: string, };

export type People = { people: Array<PersonCard>, 
/**
 * There are more: search for them.
 */
more: boolean, };

export type PersonCard = { person: string, also: Array<string>, 
/**
 * As public results have it.
 */
name: Text, results: Array<PersonResult>, nominations: number[], 
/**
 * Others of the same name, who may be the same person.
 */
namesakes: Array<string>, };

export type PersonResult = { competition: string, competition_title: Text, skill: string, skill_title: Text, competitor: string, place: number | null, medal: Medal | null, 
/**
 * The last day, YYYY-MM-DD.
 */
ends: string | null, };

export type MergeRequest = { 
/**
 * The id that stays.
 */
into: string, reason: string, };
