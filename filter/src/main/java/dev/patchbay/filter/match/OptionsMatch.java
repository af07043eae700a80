package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What hbh and dst have in common: a match that looks at a header of IPv6 options, at its length
/// and at the options that it begins with (net/ipv6/netfilter/ip6t_hbh.c).
abstract sealed class OptionsMatch implements MatchKind permits Dst, Hbh {
  private static final int MOST = 16;
  private static final int ANY_LENGTH = 0xff;

  private final String name;
  private final int header;
  private final Option<Long> length;
  private final Option<List<Wanted>> options;

  /// One option: its type, and its length, or [#ANY_LENGTH].
  record Wanted(int type, int length) {
    String text() {
      return length == ANY_LENGTH ? Integer.toString(type) : type + ":" + length;
    }
  }

  /// `header` is the number of the extension header.
  OptionsMatch(String name, int header) {
    this.name = name;
    this.header = header;
    this.length = Option.of(name + "-len", Values.u32()).invertible();
    this.options = Option.of(name + "-opts", (reading, text) -> read(text));
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public final String module(Family family) {
    return "ip6t_hbh";
  }

  @Override
  public final List<Option<?>> options(Family family) {
    return List.of(length, options);
  }

  private List<Wanted> read(String text) {
    List<Wanted> wanted = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (wanted.size() == MOST) {
        throw new Refusal("too many addresses specified");
      }
      int colon = part.indexOf(':');
      if (colon >= 0 && wanted.size() == MOST - 1) {
        throw new Refusal("too many ports specified");
      }
      int type = number(colon < 0 ? part : part.substring(0, colon), "opt");
      if (colon >= 0 && type == 0) {
        throw new Refusal("PAD0 has not got length");
      }
      wanted.add(
          new Wanted(type, colon < 0 ? ANY_LENGTH : number(part.substring(colon + 1), "length")));
    }
    return wanted;
  }

  private int number(String text, String what) {
    if (text.isEmpty() || Values.digitsAt(text) == 0) {
      throw new Refusal(name + ": no valid digits in " + what + " `" + text + "'");
    }
    Long number = Values.parse(text);
    if (number == null) {
      throw new Refusal(name + ": error parsing " + what + " `" + text + "'");
    }
    return number.intValue() & 0xff;
  }

  @Override
  public final Match build(Chosen chosen) {
    return new Header(name, header, Sought.of(chosen, length), chosen.get(options));
  }

  private record Header(String name, int header, Sought length, @Nullable List<Wanted> options)
      implements Match {
    @Override
    public boolean matches(Inspection packet) {
      byte[] bytes = packet.bytes();
      int tail = packet.packet().tail();
      int at = Ipv6.find(bytes, packet.network(), tail, header);
      if (at < 0) {
        return false;
      }
      if (at + 2 > tail) {
        packet.hotDrop();
        return false;
      }
      int size = Ipv6.extensionLength(bytes, at, header);
      return size <= tail - at
          && length.matches(size)
          && (options == null || begins(bytes, at + 2, at + size, options));
    }

    /// Whether the options between `from` and `end` begin with those wanted.
    private static boolean begins(byte[] bytes, int from, int end, List<Wanted> options) {
      int at = from;
      for (int i = 0; i < options.size(); i++) {
        Wanted wanted = options.get(i);
        if (at >= end || Ipv6Option.type(bytes, at) != wanted.type) {
          return false;
        }
        if (wanted.type == 0) {
          at++;
          continue;
        }
        if (at + 2 > end) {
          return false;
        }
        int length = bytes[at + 1] & 0xff;
        if (wanted.length != ANY_LENGTH && wanted.length != length) {
          return false;
        }
        at += length + 2;
      }
      return true;
    }

    @Override
    public void save(StringBuilder out) {
      length.save(out, name + "-len");
      if (options != null) {
        show(out.append(" --").append(name).append("-opts"), options);
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      length.list(out.append(' ').append(name), "length");
      if (options != null) {
        show(out.append(" opts"), options);
      }
    }

    private static void show(StringBuilder out, List<Wanted> options) {
      for (int i = 0; i < options.size(); i++) {
        out.append(i == 0 ? ' ' : ',').append(options.get(i).text());
      }
    }
  }
}
