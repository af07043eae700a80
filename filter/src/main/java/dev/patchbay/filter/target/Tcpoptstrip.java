package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `-j TCPOPTSTRIP`: writes NOPs over options of a segment (net/netfilter/xt_TCPOPTSTRIP.c).
public final class Tcpoptstrip implements TargetKind {
  private static final Map<String, Integer> NAMES = names();
  private static final Option<BitSet> STRIP =
      Option.of("strip-options", (reading, text) -> read(text));

  private static Map<String, Integer> names() {
    Map<String, Integer> names = new LinkedHashMap<>();
    names.put("wscale", Tcp.OPTION_WINDOW);
    names.put("mss", Tcp.OPTION_MSS);
    names.put("sack-permitted", Tcp.OPTION_SACK_PERMITTED);
    names.put("sack", Tcp.OPTION_SACK);
    names.put("timestamp", Tcp.OPTION_TIMESTAMP);
    names.put("md5", Tcp.OPTION_MD5);
    return names;
  }

  @Override
  public String name() {
    return "TCPOPTSTRIP";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(STRIP);
  }

  private static BitSet read(String text) {
    BitSet options = new BitSet();
    for (String word : text.split(",", -1)) {
      Integer known = NAMES.get(word);
      Long number = known == null ? Values.parse(word) : Long.valueOf(known);
      if (number == null || number > 0xff || word.isEmpty()) {
        throw new Refusal("Bad TCP option value \"" + word + "\"");
      }
      if (number < 2) {
        throw new Refusal("Option value may not be 0 or 1");
      }
      if (options.get(number.intValue())) {
        throw new Refusal("Option \"" + word + "\" already specified");
      }
      options.set(number.intValue());
    }
    return options;
  }

  @Override
  public Target build(Chosen chosen) {
    return new Strip(chosen.get(STRIP, new BitSet()));
  }

  /// @param options a bit for each kind
  record Strip(BitSet options) implements Target {
    @Override
    public String name() {
      return "TCPOPTSTRIP";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.MANGLE);
      place.onlyFor(IpProtocol.TCP);
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      if (packet.fragment() != 0) {
        return Verdict.CONTINUE;
      }
      int at = packet.transport();
      if (!Tcp.fits(packet.bytes(), at, packet.packet().tail())) {
        return Verdict.DROP;
      }
      int end = at + Tcp.headerLength(packet.bytes(), at);
      int option = at + Tcp.HEADER;
      while (option < end - 1) {
        int length = length(packet.bytes(), option);
        if (options.get(Tcp.octet(packet.bytes(), option))) {
          blank(packet, option, Math.min(option + length, end));
        }
        option += length;
      }
      return Verdict.CONTINUE;
    }

    private static int length(byte[] bytes, int option) {
      int kind = Tcp.octet(bytes, option);
      return kind <= Tcp.OPTION_NOP ? 1 : Math.max(Tcp.octet(bytes, option + 1), 1);
    }

    private static void blank(Inspection packet, int from, int end) {
      byte[] own = packet.packet().edit();
      int at = packet.transport();
      boolean isLeftToDevice = packet.packet().checksum() == Packet.ChecksumState.PARTIAL;
      for (int i = from; i < end; i++) {
        int old = Tcp.octet(own, i);
        own[i] = Tcp.OPTION_NOP;
        // The second byte of a word of the sum counts as it is, the first 256 times.
        int shift = (i - at & 1) == 0 ? 8 : 0;
        if (!isLeftToDevice) {
          int sum = Tcp.checksum(own, at);
          Tcp.checksum(own, at, Checksum.replace16(sum, old << shift, Tcp.OPTION_NOP << shift));
        }
      }
    }

    @Override
    public void save(StringBuilder out) {
      if (!options.isEmpty()) {
        show(out.append(" --strip-options "), true);
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      if (!options.isEmpty()) {
        show(out.append(" TCPOPTSTRIP options "), listing.numeric());
      }
    }

    private void show(StringBuilder out, boolean numeric) {
      String before = "";
      for (int option = options.nextSetBit(0);
          option >= 0;
          option = options.nextSetBit(option + 1)) {
        out.append(before).append(numeric ? Integer.toString(option) : nameOf(option));
        before = ",";
      }
    }

    private static String nameOf(int option) {
      for (Map.Entry<String, Integer> name : NAMES.entrySet()) {
        if (name.getValue() == option) {
          return name.getKey();
        }
      }
      return Integer.toString(option);
    }
  }
}
