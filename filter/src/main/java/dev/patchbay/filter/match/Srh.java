package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.HostMask;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Routing;
import java.util.ArrayList;
import java.util.List;

/// `-m srh`: IPv6's header of segments (RFC 8754; net/ipv6/netfilter/ip6t_srh.c).
public final class Srh implements MatchKind {
  /// A number of the header that is compared.
  private enum Field {
    NEXT_HEADER("next-hdr", 0xff, false),
    LENGTH("hdr-len", 0xff, true),
    SEGMENTS_LEFT("segs-left", 0xff, true),
    LAST_ENTRY("last-entry", 0xff, true),
    TAG("tag", 0xffff, false);

    private final String word;
    private final long most;
    private final boolean ordered;

    Field(String word, long most, boolean ordered) {
      this.word = word;
      this.most = most;
      this.ordered = ordered;
    }

    /// How it may be compared, as options end.
    List<String> signs() {
      return ordered ? List.of("-eq", "-gt", "-lt") : List.of("");
    }

    int of(byte[] bytes, int at) {
      return switch (this) {
        case NEXT_HEADER -> Ipv6Routing.nextHeader(bytes, at);
        case LENGTH -> Ipv6Routing.units(bytes, at);
        case SEGMENTS_LEFT -> Ipv6Routing.segmentsLeft(bytes, at);
        case LAST_ENTRY -> Ipv6Routing.lastEntry(bytes, at);
        case TAG -> Ipv6Routing.tag(bytes, at);
      };
    }
  }

  /// An address in the list of segments: the one visited before, the next, the last.
  private enum Segment {
    PREVIOUS("psid"),
    NEXT("nsid"),
    LAST("lsid");

    private final String word;

    Segment(String word) {
      this.word = word;
    }

    /// Where it stands in the list, or -1 when there is none.
    int index(byte[] bytes, int at) {
      int left = Ipv6Routing.segmentsLeft(bytes, at);
      return switch (this) {
        case PREVIOUS -> left == Ipv6Routing.lastEntry(bytes, at) ? -1 : left + 1;
        case NEXT -> left - 1;
        case LAST -> 0;
      };
    }
  }

  private record Asked(Field field, String sign, Option<Long> option) {}

  private record AskedSegment(Segment segment, Option<HostMask> option) {}

  private static final List<Asked> NUMBERS = numbers();
  private static final List<AskedSegment> SEGMENTS = segments();

  private static List<Asked> numbers() {
    List<Asked> all = new ArrayList<>();
    for (Field field : Field.values()) {
      for (String sign : field.signs()) {
        all.add(
            new Asked(
                field,
                sign,
                Option.of("srh-" + field.word + sign, Values.number(0, field.most)).invertible()));
      }
    }
    return all;
  }

  private static List<AskedSegment> segments() {
    List<AskedSegment> all = new ArrayList<>();
    for (Segment segment : Segment.values()) {
      all.add(
          new AskedSegment(
              segment, Option.of("srh-" + segment.word, HostMask.syntax()).invertible()));
    }
    return all;
  }

  @Override
  public String name() {
    return "srh";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public String module(Family family) {
    return "ip6t_srh";
  }

  @Override
  public List<Option<?>> options(Family family) {
    List<Option<?>> all = new ArrayList<>();
    NUMBERS.forEach(asked -> all.add(asked.option));
    SEGMENTS.forEach(asked -> all.add(asked.option));
    return all;
  }

  @Override
  public Match build(Chosen chosen) {
    List<Test> tests = new ArrayList<>();
    for (Asked asked : NUMBERS) {
      Long value = chosen.get(asked.option);
      if (value != null) {
        boolean inverted = chosen.inverted(asked.option);
        tests.add(new Compared(asked.field, asked.sign, value.intValue(), inverted));
      }
    }
    for (AskedSegment asked : SEGMENTS) {
      HostMask mask = chosen.get(asked.option);
      if (mask != null) {
        tests.add(new Visited(asked.segment, mask, chosen.inverted(asked.option)));
      }
    }
    return new Segments(tests);
  }

  private sealed interface Test {
    boolean holds(byte[] bytes, int at);

    void save(StringBuilder out);

    void list(StringBuilder out);
  }

  private record Compared(Field field, String sign, int value, boolean inverted) implements Test {
    @Override
    public boolean holds(byte[] bytes, int at) {
      int there = field.of(bytes, at);
      boolean holds =
          switch (sign) {
            case "-gt" -> there > value;
            case "-lt" -> there < value;
            default -> there == value;
          };
      return holds != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --srh-" : " --srh-").append(field.word).append(sign);
      out.append(' ').append(value);
    }

    @Override
    public void list(StringBuilder out) {
      out.append(' ').append(field.word).append(sign).append(inverted ? ":!" : ":").append(value);
    }
  }

  private record Visited(Segment segment, HostMask mask, boolean inverted) implements Test {
    @Override
    public boolean holds(byte[] bytes, int at) {
      int index = segment.index(bytes, at);
      if (index < 0) {
        return false;
      }
      long hi = Ipv6Routing.addressHi(bytes, at, index);
      return mask.mask().contains(hi, Ipv6Routing.addressLo(bytes, at, index)) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --srh-" : " --srh-").append(segment.word);
      out.append(' ').append(mask.text());
    }

    @Override
    public void list(StringBuilder out) {
      out.append(' ').append(segment.word).append(inverted ? " ! " : "  ").append(mask.text());
    }
  }

  private record Segments(List<Test> tests) implements Match {
    @Override
    public String name() {
      return "srh";
    }

    @Override
    public boolean matches(Inspection packet) {
      byte[] bytes = packet.bytes();
      int tail = packet.packet().tail();
      int at = Ipv6.find(bytes, packet.network(), tail, IpProtocol.ROUTING);
      if (at < 0 || !isWhole(bytes, at, tail)) {
        return false;
      }
      for (int i = 0; i < tests.size(); i++) {
        if (!tests.get(i).holds(bytes, at)) {
          return false;
        }
      }
      return true;
    }

    private static boolean isWhole(byte[] bytes, int at, int tail) {
      if (!Ipv6Routing.headerFits(bytes, at, tail)
          || Ipv6Routing.length(bytes, at) > tail - at
          || Ipv6Routing.type(bytes, at) != Ipv6Routing.SEGMENTS) {
        return false;
      }
      int last = Ipv6Routing.lastEntry(bytes, at);
      int room = (Ipv6Routing.length(bytes, at) - Ipv6Routing.HEADER) / Ipv6.ADDRESS;
      return Ipv6Routing.segmentsLeft(bytes, at) <= last && last < room;
    }

    @Override
    public void save(StringBuilder out) {
      tests.forEach(test -> test.save(out));
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" srh");
      tests.forEach(test -> test.list(out));
    }
  }
}
