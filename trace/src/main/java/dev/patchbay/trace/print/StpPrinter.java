package dev.patchbay.trace.print;

/// Spanning tree: STP, RSTP, MSTP and SPB (IEEE 802.1D, 802.1Q, 802.1aq).
final class StpPrinter {
  private static final int RAPID = 2;
  private static final int MULTIPLE = 3;
  private static final int SHORTEST_PATH = 4;
  private static final int CONFIG = 0;
  private static final int RAPID_BPDU = 2;
  private static final int HEADER = 36;
  private static final int MULTIPLE_MINIMUM = 102;
  private static final int VERSION3_LENGTH = 36;
  private static final int INSTANCE = 16;
  private static final int INSTANCES = 102;
  private static final int VERSION3_FIXED = 64;
  private static final int SHORTEST_PATH_MINIMUM = 87;

  private static final Tokens PROTOCOLS =
      Tokens.of(
          """
          0 802.1d
          2 802.1w
          3 802.1s
          4 802.1aq
          """);

  private static final Tokens TYPES =
      Tokens.of(
          """
          0 Config
          2 Rapid STP
          128 Topology Change
          """);

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x01 Topology change
          0x02 Proposal
          0x10 Learn
          0x20 Forward
          0x40 Agreement
          0x80 Topology change ACK
          """);

  private static final Tokens ROLES =
      Tokens.of(
          """
          0 Unknown
          1 Alternate
          2 Root
          3 Designated
          """);

  private StpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("stp");
    if (length < 4) {
      d.invalid();
      return;
    }
    if (d.u2(at) != 0) {
      d.put("unknown STP version, length ").put(length);
      return;
    }
    int version = d.u1(at + 2);
    d.put("STP ").put(PROTOCOLS.name(version, "Unknown STP protocol (0x%02x)"));
    if (PROTOCOLS.find(version) == null) {
      return;
    }
    int type = d.u1(at + 3);
    d.put(", ").put(TYPES.name(type, "Unknown BPDU Type (0x%02x)"));
    if (type == CONFIG || (type == RAPID_BPDU && version == RAPID)) {
      if (length < HEADER - (type == CONFIG ? 1 : 0)) {
        d.invalid();
      } else {
        config(d, at, length);
      }
    } else if (type == RAPID_BPDU && (version == MULTIPLE || version == SHORTEST_PATH)) {
      multiple(d, version, at, length);
    }
  }

  private static String bridge(Dissection d, int at) {
    return d.hex(at, 2) + "." + d.hex(at + 2, 6, ":");
  }

  private static String role(int flags) {
    return ROLES.name(flags >> 2 & 3, "Unknown");
  }

  private static void config(Dissection d, int at, int length) {
    int flags = d.u1(at + 4);
    d.print(", Flags [%s]", FLAGS.bits(flags, "none"));
    d.print(", bridge-id %s.%04x, length %d", bridge(d, at + 17), d.u2(at + 25), length);
    if (!d.verbose()) {
      return;
    }
    times(d, at);
    d.print("\n\troot-id %s, root-pathcost %d", bridge(d, at + 5), d.u4(at + 13));
    if (d.u1(at + 2) == RAPID) {
      d.put(", port-role ").put(role(flags));
    }
  }

  private static void times(Dissection d, int at) {
    d.print(
        "\n\tmessage-age %.2fs, max-age %.2fs, hello-time %.2fs, forwarding-delay %.2fs",
        seconds(d, at + 27), seconds(d, at + 29), seconds(d, at + 31), seconds(d, at + 33));
  }

  private static double seconds(Dissection d, int at) {
    return d.u2(at) / 256.0;
  }

  private static void multiple(Dissection d, int version, int at, int length) {
    if (length < MULTIPLE_MINIMUM || d.u1(at + 35) != 0) {
      d.invalid();
      return;
    }
    int instances = d.u2(at + VERSION3_LENGTH) + 2;
    if (length < HEADER + instances) {
      d.invalid();
      return;
    }
    tree(d, at, length);
    if (version != SHORTEST_PATH) {
      return;
    }
    int size = d.u2(at + VERSION3_LENGTH + instances) + 2;
    if (length < HEADER + instances + size || size < SHORTEST_PATH_MINIMUM) {
      d.invalid();
    } else if (d.verbose()) {
      shortestPath(d, at + HEADER + instances);
    }
  }

  private static void tree(Dissection d, int at, int length) {
    int flags = d.u1(at + 4);
    d.print(", CIST Flags [%s], length %d", FLAGS.bits(flags, "none"), length);
    if (!d.verbose()) {
      return;
    }
    d.print("\n\tport-role %s, CIST root-id %s, ", role(flags), bridge(d, at + 5));
    d.print("CIST ext-pathcost %d", d.u4(at + 13));
    d.print("\n\tCIST regional-root-id %s, ", bridge(d, at + 17));
    d.print("CIST port-id %04x,", d.u2(at + 25));
    times(d, at);
    int size = d.u2(at + VERSION3_LENGTH);
    d.print("\n\tv3len %d, MCID Name ", size);
    d.lettersToZero(at + 39, 32);
    d.print(", rev %d,\n\t\tdigest %s, ", d.u2(at + 71), d.hex(at + 73, 16));
    d.print("CIST int-root-pathcost %d,", d.u4(at + 89));
    d.print("\n\tCIST bridge-id %s, ", bridge(d, at + 93));
    d.print("CIST remaining-hops %d", d.u1(at + 101));
    int rest = size - VERSION3_FIXED;
    for (int i = at + INSTANCES; rest >= INSTANCE; i += INSTANCE) {
      instance(d, i);
      rest -= INSTANCE;
    }
  }

  private static void instance(Dissection d, int at) {
    int flags = d.u1(at);
    d.print("\n\tMSTI %d, ", d.u2(at + 1) & 0xfff);
    d.print("Flags [%s], port-role %s", FLAGS.bits(flags, "none"), role(flags));
    d.print("\n\t\tMSTI regional-root-id %s, pathcost %d", bridge(d, at + 1), d.u4(at + 9));
    d.print("\n\t\tMSTI bridge-prio %d, ", d.u1(at + 13) >> 4);
    d.print("port-prio %d, hops %d", d.u1(at + 14) >> 4, d.u1(at + 15));
  }

  private static void shortestPath(Dissection d, int at) {
    d.print("\n\tv4len %d, AUXMCID Name ", d.u2(at));
    d.lettersToZero(at + 3, 32);
    d.print(", Rev %d,\n\t\tdigest %s", d.u2(at + 35), d.hex(at + 37, 16));
    int agreement = d.u1(at + 53);
    d.print("\n\tAgreement num %d, ", agreement >> 6);
    d.print("Discarded Agreement num %d, ", agreement >> 4 & 3);
    d.print("Agreement valid-flag %d,\n\t", agreement >> 3 & 1);
    d.print("Restricted role-flag: %d, ", agreement >> 2 & 1);
    d.print("Format id %d cap %d, ", d.u1(at + 55) >> 4, d.u1(at + 55));
    d.print("Convention id %d cap %d,\n\t", d.u1(at + 56) >> 4, d.u1(at + 56));
    d.print("Edge count %d, Agreement digest %s", d.u2(at + 57), d.hex(at + 67, 20));
  }
}
