-- Where an event that was moved online is followed; none when the link is sent to registered people. Its own link stays as it was planned.
ALTER TABLE events ADD COLUMN occasion_link TEXT
  CHECK (occasion_link IS NULL OR (occasion = 'moved_online' AND (occasion_link LIKE 'http://%' OR occasion_link LIKE 'https://%')));

UPDATE events SET occasion_link = online_link WHERE occasion = 'moved_online' AND mode <> 'online' AND online_link_reserved = 0;
-- The form of an event on site asks for no link: one that it has is what was announced, now or before.
UPDATE events SET online_link = NULL WHERE mode = 'onsite';

DROP VIEW event_details;
-- An event whole, as the code reads it: one row, its children as JSON.
CREATE VIEW event_details AS
SELECT
  events.id, reference, edition_id AS editionId, slug, status, occasion,
  title, summary, description, type, mode,
  place_name AS placeName,
  address,
  postal_code AS postalCode,
  commune_code AS communeCode,
  communes.name AS communeName,
  communes.department AS department,
  access,
  coalesce(events.latitude, communes.latitude) AS latitude,
  coalesce(events.longitude, communes.longitude) AS longitude,
  coalesce(position_precision, communes.precision) AS positionPrecision,
  online_link AS onlineLink,
  online_link_reserved AS onlineLinkReserved,
  registration,
  registration_url AS registrationUrl,
  registration_email AS registrationEmail,
  registration_phone AS registrationPhone,
  registration_deadline AS registrationDeadline,
  seats,
  free_of_charge AS freeOfCharge,
  price_detail AS priceDetail,
  accessibility_detail AS accessibilityDetail,
  organiser_name AS organiserName,
  organiser_type AS organiserType,
  organiser_family AS organiserFamily,
  organiser_qualities AS organiserQualities,
  organiser_website AS organiserWebsite,
  public_contact_role AS publicContactRole,
  public_contact_email AS publicContactEmail,
  public_contact_phone AS publicContactPhone,
  private_name AS privateName,
  private_email AS privateEmail,
  private_phone AS privatePhone,
  keywords, featured,
  coordinator_message AS coordinatorMessage,
  uid_host AS uidHost,
  sequence,
  link_generation AS linkGeneration,
  image_alt AS imageAlt,
  image_credit AS imageCredit,
  consent_version AS consentVersion,
  consent_at AS consentAt,
  flags,
  occasion_by AS occasionBy,
  occasion_at AS occasionAt,
  occasion_note AS occasionNote,
  occasion_link AS occasionLink,
  submitted_at AS submittedAt,
  decided_at AS decidedAt,
  published_at AS publishedAt,
  updated_at AS updatedAt,
  (SELECT json_group_array(json_object('id', id, 'day', day, 'startsAt', starts_at, 'endsAt', ends_at, 'moment', moment)
     ORDER BY day, starts_at) FROM event_slots WHERE event_id = events.id) AS slots,
  (SELECT json_group_array(theme) FROM event_themes WHERE event_id = events.id) AS themes,
  (SELECT json_group_array(audience) FROM event_audiences WHERE event_id = events.id) AS audiences,
  (SELECT json_group_array(need) FROM event_access_needs WHERE event_id = events.id) AS accessNeeds,
  (SELECT json_group_array(name ORDER BY position) FROM event_coorganisers WHERE event_id = events.id) AS coorganisers
FROM events
LEFT JOIN communes ON communes.code = events.commune_code;
