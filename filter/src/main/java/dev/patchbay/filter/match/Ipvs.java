package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.HostMask;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Syntax;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `-m ipvs`: whether the packet belongs to a connection of the kernel's load balancer. A lab has
/// none (`ipvsadm`), so that no packet does (net/netfilter/xt_ipvs.c).
public final class Ipvs implements MatchKind {
  private static final List<String> DIRECTIONS = List.of("ORIGINAL", "REPLY");
  private static final List<String> METHODS = List.of("GATE", "IPIP", "MASQ");
  private static final Option<Void> IPVS = Option.flag("ipvs").invertible();
  private static final Option<String> PROTOCOL = Option.of("vproto", Ipvs::protocol).invertible();
  private static final Option<HostMask> ADDRESS =
      Option.of("vaddr", HostMask.syntax()).invertible();
  private static final Option<Integer> PORT = Option.of("vport", Values.port()).invertible();
  private static final Option<String> DIRECTION = Option.of("vdir", word(DIRECTIONS));
  private static final Option<String> METHOD = Option.of("vmethod", word(METHODS)).invertible();
  private static final Option<Integer> CONTROL = Option.of("vportctl", Values.port()).invertible();

  @Override
  public String name() {
    return "ipvs";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(IPVS, PROTOCOL, ADDRESS, PORT, DIRECTION, METHOD, CONTROL);
  }

  private static String protocol(Reading reading, String text) {
    Long number = Values.parse(text);
    int protocol = number == null ? reading.names().protocol(text) : number.intValue();
    if (protocol < 0 || protocol > 0xff) {
      throw new Refusal("Unknown protocol: " + text);
    }
    return Integer.toString(protocol);
  }

  private static Syntax<String> word(List<String> words) {
    return (reading, text) -> {
      String word = text.toUpperCase(Locale.ROOT);
      if (!words.contains(word)) {
        throw new Refusal(
            "ipvs: Bad value for \"--" + reading.option() + "\" option: \"" + text + "\"");
      }
      return word;
    };
  }

  @Override
  public Match build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("IPVS: At least one option is required");
    }
    List<Asked> asked = new ArrayList<>();
    ask(asked, chosen, PROTOCOL);
    HostMask address = chosen.get(ADDRESS);
    if (address != null) {
      String text = address.mask().isHost() ? address.address().text() : address.text();
      asked.add(new Asked(ADDRESS.name(), text, chosen.inverted(ADDRESS)));
    }
    ask(asked, chosen, PORT);
    ask(asked, chosen, DIRECTION);
    ask(asked, chosen, METHOD);
    ask(asked, chosen, CONTROL);
    if (!asked.isEmpty() && chosen.inverted(IPVS)) {
      throw new Refusal("! --ipvs cannot be together with other options");
    }
    return new Balanced(asked, chosen.inverted(IPVS));
  }

  private static void ask(List<Asked> asked, Chosen chosen, Option<?> option) {
    Object value = chosen.get(option);
    if (value != null) {
      asked.add(new Asked(option.name(), value.toString(), chosen.inverted(option)));
    }
  }

  /// What a connection of the balancer would have to be.
  record Asked(String option, String value, boolean inverted) {}

  record Balanced(List<Asked> asked, boolean inverted) implements Match {
    @Override
    public String name() {
      return "ipvs";
    }

    @Override
    public boolean matches(Inspection packet) {
      return inverted;
    }

    @Override
    public void save(StringBuilder out) {
      show(out, "--");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      show(out, "");
    }

    private void show(StringBuilder out, String prefix) {
      if (asked.isEmpty()) {
        out.append(inverted ? " ! " : " ").append(prefix).append("ipvs");
      }
      for (Asked one : asked) {
        out.append(one.inverted ? " ! " : " ").append(prefix).append(one.option);
        out.append(' ').append(one.value);
      }
    }
  }
}
