-- The tables of save-scratch.sql are empty again.
DELETE FROM temp.taking;
DELETE FROM temp.held;
DELETE FROM temp.same;
DELETE FROM temp.own;
DELETE FROM temp.same_outside;
DELETE FROM temp.stray;
DELETE FROM temp.own_network;
DELETE FROM temp.changed;
DELETE FROM temp.leads;
DELETE FROM temp.sums;
DELETE FROM temp.offered;
DELETE FROM temp.over;
DELETE FROM temp.refused;
DELETE FROM temp.again;
DELETE FROM temp.twice;
DELETE FROM temp.same_secret;
