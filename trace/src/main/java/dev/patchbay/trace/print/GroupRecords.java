package dev.patchbay.trace.print;

/// What reports of IGMPv3 and MLDv2 have in common: records of groups, each with a list of sources
/// (RFC 3376 section 4.2, RFC 3810 section 5.2). The families differ in the bytes of an `address`,
/// and in the name of a record of an `unknown` type.
record GroupRecords(int address, String unknown) {
  static final GroupRecords IGMP = new GroupRecords(4, " [v3-report-#%d]");
  static final GroupRecords MLD = new GroupRecords(16, " [v2-report-#%d]");

  private static final int FIRST = 8;
  private static final int HEAD = 4;

  private static final Tokens TYPES =
      Tokens.of(
          """
          1 is_in
          2 is_ex
          3 to_in
          4 to_ex
          5 allow
          6 block
          """);

  /// The records of a report of `length` bytes; each of them only where more words are wanted.
  void report(Dissection d, int at, int length) {
    int groups = d.u2(at + 6);
    d.print(", %d group record(s)", groups);
    int record = FIRST;
    for (int i = 0; d.verbose() && i < groups; i++) {
      int list = record + HEAD + address;
      if (length < list) {
        d.put(" [invalid number of groups]");
        return;
      }
      d.put(" [gaddr ").put(host(d, at + record + HEAD));
      d.put(' ').put(TYPES.name(d.u1(at + record), unknown));
      int sources = d.u2(at + record + 2);
      if (length < list + address * sources) {
        d.print(" [invalid number of sources %d]", sources);
        return;
      }
      sources(d, at + list, sources);
      d.put(']');
      record = list + address * sources;
    }
  }

  /// The sources of a record or of a query: their number, or each where many words are wanted.
  void sources(Dissection d, int at, int count) {
    if (!d.verbose(2)) {
      d.print(", %d source(s)", count);
      return;
    }
    d.put(" {");
    for (int i = 0; i < count; i++) {
      d.put(' ').put(host(d, at + address * i));
    }
    d.put(" }");
  }

  private String host(Dissection d, int at) {
    return address == 4 ? d.host4(at) : d.host6(at);
  }
}
