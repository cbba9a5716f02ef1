#pragma once

#include <libxml/xmlversion.h>
// Debian's headers include those of ICU, whose types then clash with the ICU that Foundation
// brings along. Nothing here touches the one struct whose layout this changes.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
