// What PCSC uses of libpcsclite. Swift does not see macros that cast or take an address: they are functions here.
#ifndef FAREGATE_CPCSC_SHIM_H
#define FAREGATE_CPCSC_SHIM_H

#include <reader.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <winscard.h>

// How a card is shared, and by which of the two protocols it may be spoken to.
static inline DWORD faregate_share_exclusive(void) { return SCARD_SHARE_EXCLUSIVE; }
static inline DWORD faregate_any_protocol(void) { return SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1; }
static inline DWORD faregate_scope_system(void) { return SCARD_SCOPE_SYSTEM; }

// SCardTransmit with the header of the protocol in use.
static inline LONG faregate_transmit(
    SCARDHANDLE card, DWORD protocol, const uint8_t *command, DWORD count, uint8_t *answer, DWORD *answer_count) {
    const SCARD_IO_REQUEST *header = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    return SCardTransmit(card, header, command, count, NULL, answer, answer_count);
}

// The name of the calling thread, 15 characters at most, as debuggers and top show it.
static inline void faregate_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

#endif
