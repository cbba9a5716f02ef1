#pragma once

#include <libxml/xmlversion.h>
// Debian's headers include ICU's, whose types clash with the ICU of Foundation. The one struct
// whose layout this changes is not used here.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
