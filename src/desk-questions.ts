import { nameForm } from './accounts/form.ts'
import type { Questions } from './coordinators/kept.ts'
import type { Database } from './db/open.ts'
import { contactFields, dateFields, homeFields, submissionFields, webinarFields } from './editions/fields.ts'
import { occasionFields } from './events/occasion-fields.ts'
import { letterFields } from './letters/write.ts'
import { decisionForms, messageForm } from './moderation/form.ts'
import { handoverFields } from './moderation/handover.ts'
import { noteFields } from './moderation/notes.ts'
import { reasonFields } from './moderation/reason-routes.ts'
import { answerFields } from './moderation/remarks/page.ts'
import { slugFields } from './moderation/slug.ts'
import { takeDownFields } from './moderation/take-down.ts'
import { fieldsOf as pageFields } from './page-desk/fields.ts'
import { factFields } from './pages/facts.ts'
import { sitePages } from './pages/pages.ts'
import { fieldsOf as resourceFields } from './resource-desk/fields.ts'
import { carteBlancheFields } from './sheets/carte-blanche-fields.ts'
import { rexFields } from './sheets/rex-fields.ts'
import { textFields } from './texts/check.ts'

/** What the forms of the desk ask, but for those that come with files: they are not read when nobody is signed in. */
export const deskQuestions =
  (db: Database): Questions =>
  () =>
    Object.assign(
      {},
      rexFields,
      carteBlancheFields,
      resourceFields(db),
      ...sitePages.map(pageFields),
      factFields,
      dateFields,
      submissionFields,
      homeFields,
      contactFields,
      webinarFields,
      occasionFields,
      nameForm,
      reasonFields,
      ...Object.values(decisionForms(db)),
      letterFields,
      messageForm,
      answerFields,
      noteFields,
      textFields,
      takeDownFields,
      handoverFields,
      slugFields,
    )
