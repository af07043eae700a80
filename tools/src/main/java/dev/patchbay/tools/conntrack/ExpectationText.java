package dev.patchbay.tools.conntrack;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Expectation;
import dev.patchbay.filter.conntrack.Helper;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.Objects;

/// Shows connections that are expected.
final class ExpectationText {
  private static final int ALL_BITS = 0xffff;

  private ExpectationText() {}

  static String listed(Expectation expectation, long seconds) {
    StringBuilder out = new StringBuilder();
    Tuple expected = expectation.tuple();
    out.append(seconds).append(" proto=").append(expected.protocol).append(' ');
    show(out, "", expected);
    mask(out, expectation);
    Connection master = expectation.master();
    Tuple first = new Tuple();
    master.tuple(Connection.ORIGINAL, first);
    show(out, "master-", first);
    out.append(expectation.isPermanent() ? "PERMANENT " : "").append("class=0");
    Helper helper = Objects.requireNonNull(master.extras()).helper();
    return out.append(helper == null ? "" : " helper=" + helper.name()).toString();
  }

  private static void show(StringBuilder out, String prefix, Tuple tuple) {
    out.append(prefix).append("src=").append(tuple.sourceAddress().text()).append(' ');
    out.append(prefix).append("dst=").append(tuple.destinationAddress().text());
    out.append(" sport=").append(tuple.source).append(" dport=").append(tuple.destination);
    out.append(' ');
  }

  private static void mask(StringBuilder out, Expectation expectation) {
    boolean isV4 = expectation.family() == Family.IPV4;
    Ip whole = isV4 ? Ip.v4(-1) : Ip.v6(-1, -1);
    Ip none = isV4 ? Ip.ANY4 : Ip.ANY6;
    out.append("mask-src=").append((expectation.anySource() ? none : whole).text());
    out.append(" mask-dst=").append(whole.text());
    out.append(" sport=").append(expectation.anyPort() ? 0 : ALL_BITS);
    out.append(" dport=").append(ALL_BITS).append(' ');
  }
}
