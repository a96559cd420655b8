#pragma once

/// The number of heap allocations of the process so far, of all threads; -1 where they cannot be counted.
long allocation_count(void);
