select topic, reason, count(*) as records, count(redriven_at) as redriven, max(logged_at) as newest_at
from dead_letter
group by topic, reason
order by topic, reason
