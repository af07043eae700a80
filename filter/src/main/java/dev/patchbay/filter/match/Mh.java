package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Mobility;
import java.util.List;
import java.util.Locale;

/// `-m mh`: the type of a message of Mobile IPv6 (RFC 6275 section 6.1).
public final class Mh implements MatchKind {
  private static final long MOST = 0xff;
  private static final List<String> NAMES =
      List.of(
          "binding-refresh-request",
          "home-test-init",
          "careof-test-init",
          "home-test",
          "careof-test",
          "binding-update",
          "binding-acknowledgement",
          "binding-error");
  private static final List<String> SHORT =
      List.of("brr", "hoti", "coti", "hot", "cot", "bu", "ba", "be");
  private static final Option<Range> TYPE = Option.of("mh-type", Mh::read).invertible();

  @Override
  public String name() {
    return "mh";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public String module(Family family) {
    return "ip6t_mh";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TYPE);
  }

  private static Range read(Reading reading, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      long type = type(text);
      return new Range(type, type);
    }
    String first = text.substring(0, colon);
    String last = text.substring(colon + 1);
    Range range = new Range(first.isEmpty() ? 0 : type(first), last.isEmpty() ? MOST : type(last));
    if (range.min() > range.max()) {
      throw new Refusal("Invalid MH type range (min > max)");
    }
    return range;
  }

  /// A name that begins so, the whole one before others, or a number.
  private static long type(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    int exact = Math.max(NAMES.indexOf(word), SHORT.indexOf(word));
    if (exact >= 0) {
      return exact;
    }
    for (int type = 0; type < NAMES.size(); type++) {
      if (NAMES.get(type).startsWith(word) || SHORT.get(type).startsWith(word)) {
        return type;
      }
    }
    Long number = Values.parse(text);
    if (number == null || number > MOST) {
      throw new Refusal("Invalid MH type `" + text + "'");
    }
    return number;
  }

  @Override
  public Match build(Chosen chosen) {
    return new Message(chosen.get(TYPE, new Range(0, MOST)), chosen.inverted(TYPE));
  }

  record Message(Range types, boolean inverted) implements Match {
    @Override
    public String name() {
      return "mh";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyFor(IpProtocol.MOBILITY);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (packet.fragment() != 0) {
        return false;
      }
      int at = packet.transport();
      boolean isWhole =
          packet.hasTransport(Mobility.HEADER)
              && Mobility.nextHeader(packet.bytes(), at) == IpProtocol.NO_NEXT_HEADER;
      if (!isWhole) {
        packet.hotDrop();
        return false;
      }
      return types.contains(Mobility.type(packet.bytes(), at)) != inverted;
    }

    private boolean isAny() {
      return types.min() == 0 && types.max() == MOST;
    }

    @Override
    public void save(StringBuilder out) {
      if (!isAny()) {
        out.append(inverted ? " ! --mh-type " : " --mh-type ").append(types.text());
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" mh");
      if (!isAny() || inverted) {
        out.append(inverted ? " !" : " ").append(shown(types.min(), listing));
        out.append(types.min() == types.max() ? "" : ":" + shown(types.max(), listing));
      }
    }

    private static String shown(long type, Listing listing) {
      boolean hasName = !listing.numeric() && type < NAMES.size();
      return hasName ? NAMES.get((int) type) : Long.toString(type);
    }
  }
}
