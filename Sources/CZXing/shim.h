// zxing-cpp is C++: only CSymbolDecoder includes its headers. This module brings the library's flags.
#ifndef FAREGATE_CZXING_SHIM_H
#define FAREGATE_CZXING_SHIM_H
#endif
