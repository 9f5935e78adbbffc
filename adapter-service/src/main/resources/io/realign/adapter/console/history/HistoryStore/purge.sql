delete from <table> where <column> < :before
