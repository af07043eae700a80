package dev.patchbay.trace.print;

/// SCTP (RFC 9260): the chunks of a packet.
final class SctpPrinter {
  private static final int HEADER = 12;
  private static final int CHUNK_HEADER = 4;
  private static final int DATA_HEADER = 12;
  private static final int INITIATION = 16;
  private static final int ACKNOWLEDGEMENT = 12;

  private static final Tokens CHUNKS =
      Tokens.of(
          """
          0 DATA
          1 INIT
          2 INIT ACK
          3 SACK
          4 HB REQ
          5 HB ACK
          6 ABORT
          7 SHUTDOWN
          8 SHUTDOWN ACK
          9 OP ERR
          10 COOKIE ECHO
          11 COOKIE ACK
          12 ECN ECHO
          13 ECN CWR
          14 SHUTDOWN COMPLETE
          192 FOR CUM TSN
          193 REL CTRL
          194 REL CTRL ACK
          """);

  private static final Tokens PAYLOADS =
      Tokens.of(
          """
          1 ISDN Q.921
          2 M2UA
          3 M3UA
          4 SUA
          5 M2PA
          6 V5.2
          7 H.248
          8 BICC
          9 TALI
          10 DUA
          11 ASAP
          12 ENRP
          13 H.323
          14 Q.IPC
          15 SIMCO
          16 DDPSC
          17 DDPSSC
          18 S1AP
          19 RUA
          20 HNBAP
          21 ForCES HP
          22 ForCES MP
          23 ForCES LP
          24 SBc-AP
          25 NBAP
          27 X2AP
          """);

  private SctpPrinter() {}

  static void print(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("sctp");
    if (length < HEADER) {
      d.print("truncated-sctp - %d bytes missing!", HEADER - length);
      return;
    }
    d.need(at, HEADER);
    d.print("%s.%d > ", ip.source(d), d.u2(at));
    d.print("%s.%d: sctp", ip.destination(d), d.u2(at + 2));
    int next = at + HEADER;
    int end = at + length;
    String before = d.verbose(2) ? "\n\t" : " (";
    for (int i = 1; next < end; i++) {
      d.put(before).put(i).put(") ");
      int size = chunk(d, next, end);
      if (size == 0) {
        return;
      }
      next += size;
      before = d.verbose(2) ? "\n\t" : ", (";
    }
  }

  /// Prints a chunk; returns how long it is with what pads it, or 0 when nothing can follow.
  private static int chunk(Dissection d, int at, int end) {
    if (end - at < CHUNK_HEADER) {
      d.put("[chunk descriptor cut off at end of packet]");
      return 0;
    }
    d.need(at, CHUNK_HEADER);
    int length = d.u2(at + 2);
    if (length < CHUNK_HEADER) {
      d.print("[Bad chunk length %d, < size of chunk descriptor]", length);
      return 0;
    }
    int padding = -length & 3;
    if (end - at < padding) {
      d.print("[Bad chunk length %d, > remaining data in packet]", length);
      return 0;
    }
    d.need(at, length);
    int type = d.u1(at);
    d.print("[%s] ", CHUNKS.name(type, "Unknown chunk type: 0x%x"));
    int body = at + CHUNK_HEADER;
    int rest = length - CHUNK_HEADER;
    boolean fits =
        switch (type) {
          case 0 -> data(d, d.u1(at + 1), body, rest);
          case 1, 2 -> initiation(d, body, rest);
          case 3 -> acknowledgement(d, body, rest);
          default -> true;
        };
    if (!fits) {
      d.print("bogus chunk length %d]", length);
      return 0;
    }
    d.need(at + length, padding);
    return length + padding;
  }

  private static boolean data(Dissection d, int flags, int at, int length) {
    d.put((flags & 4) != 0 ? "(U)" : "").put((flags & 2) != 0 ? "(B)" : "");
    d.put((flags & 1) != 0 ? "(E)" : "").put((flags & 7) != 0 ? " " : "");
    if (length < DATA_HEADER) {
      return false;
    }
    d.print("[TSN: %d] [SID: %d] ", d.u4(at), d.u2(at + 4));
    d.print("[SSEQ %d] ", d.u2(at + 6));
    d.print("[PPID %s] ", PAYLOADS.name(d.u4(at + 8), "0x%x"));
    int payload = length - DATA_HEADER;
    if (payload == 0) {
      return false;
    }
    if (d.verbose(2)) {
      boolean shown = d.options.dump() != DumpStyle.NONE;
      d.put(shown ? "[Payload" : "[Payload:");
      d.unknown(at + DATA_HEADER, payload);
      d.put(']');
    }
    return true;
  }

  private static boolean initiation(Dissection d, int at, int length) {
    if (length < INITIATION) {
      return false;
    }
    d.print("[init tag: %d] [rwnd: %d] ", d.u4(at), d.u4(at + 4));
    d.print("[OS: %d] [MIS: %d] ", d.u2(at + 8), d.u2(at + 10));
    d.print("[init TSN: %d] ", d.u4(at + 12));
    if (length > INITIATION) {
      d.put(" @@@@@ UNFINISHED @@@@@@Optional params present, but not printed.\n");
    }
    return true;
  }

  private static boolean acknowledgement(Dissection d, int from, int length) {
    if (length < ACKNOWLEDGEMENT) {
      return false;
    }
    long all = d.u4(from);
    int gaps = d.u2(from + 8);
    int twice = d.u2(from + 10);
    d.print("[cum ack %d] [a_rwnd %d] ", all, d.u4(from + 4));
    d.print("[#gap acks %d] [#dup tsns %d] ", gaps, twice);
    int at = from + ACKNOWLEDGEMENT;
    int end = from + length;
    for (int i = 1; i <= gaps + twice && at < end; i++, at += 4) {
      if (end - at < 4) {
        return false;
      }
      if (i <= gaps) {
        d.print("\n\t\t[gap ack block #%d: start = %d", i, (all + d.u2(at)) & 0xffff_ffffL);
        d.print(", end = %d] ", (all + d.u2(at + 2)) & 0xffff_ffffL);
      } else {
        d.print("\n\t\t[dup TSN #%d: %d] ", i - gaps, d.u4(at));
      }
    }
    return true;
  }
}
