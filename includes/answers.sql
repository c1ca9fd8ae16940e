SELECT pupils.*, decisions.status, decisions.opens, decisions.closes, decisions.state,
       decisions.certifiable, decisions.competences_missing, decisions.duties
FROM pupils
LEFT JOIN decisions
  ON decisions.class_level = pupils.class_level
 AND decisions.establishment = pupils.establishment
 AND decisions.competences_reached IS NOT DISTINCT FROM pupils.competences_reached
 AND pupils.day BETWEEN decisions.first_day AND decisions.last_day
