#pragma once

#include <archive.h>
#include <archive_entry.h>

// The macro has a cast, which Swift cannot import.
static const unsigned int magpie_regular_file = AE_IFREG;
