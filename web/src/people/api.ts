import { request } from '../connection/http.ts';
import type {
  MergeRequest,
  People,
  PersonalDataCard,
  PersonalDataRequest,
  PersonView,
} from '../wire/index.ts';

const of = (person: string): string => `/api/honours/people/${encodeURIComponent(person)}`;

export const searchPeople = (search: string) =>
  request<People>('GET', `/api/honours/people?search=${encodeURIComponent(search)}`);
export const readPerson = (person: string) => request<PersonView>('GET', of(person));
export const keepPerson = (person: string, body: PersonalDataRequest) =>
  request<null>('PUT', of(person), body);
export const revealPerson = (person: string, reason: string) =>
  request<PersonalDataCard>('POST', `${of(person)}/reveal`, { reason });
export const mergePerson = (person: string, body: MergeRequest) =>
  request<null>('POST', `${of(person)}/merge`, body);
export const askToErase = (person: string, reason: string) =>
  request<null>('POST', `${of(person)}/erase`, { reason });
export const confirmErasure = (person: string) => request<null>('POST', `${of(person)}/erase/confirm`);
export const withdrawErasure = (person: string) => request<null>('POST', `${of(person)}/erase/withdraw`);
