package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.NameService;
import dev.patchbay.filter.NumbersOnly;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m policy`: which security policy of IPsec decided about the packet. A lab has no such
/// policies: `--pol none` matches every packet, `--pol ipsec` none.
public final class Policy implements MatchKind {
  private static final int MOST = 4;
  private static final Option<String> DIRECTION = Option.of("dir", Policy::direction);
  private static final Option<String> POLICY = Option.of("pol", Policy::policy);
  private static final Option<Void> STRICT = Option.flag("strict");
  private static final Option<Long> REQUEST =
      Option.of("reqid", Values.u32()).invertible().repeatable();
  private static final Option<Long> INDEX =
      Option.of("spi", Values.u32()).invertible().repeatable();
  private static final Option<AddressMask> SOURCE =
      Option.of("tunnel-src", Values.hostMask()).invertible().repeatable();
  private static final Option<AddressMask> DESTINATION =
      Option.of("tunnel-dst", Values.hostMask()).invertible().repeatable();
  private static final Option<Integer> PROTOCOL =
      Option.of("proto", Policy::protocol).invertible().repeatable();
  private static final Option<String> MODE =
      Option.of("mode", Policy::mode).invertible().repeatable();
  private static final Option<Void> NEXT = Option.flag("next").repeatable().requires("strict");

  /// What can be said of one transformation, in the order in which it is shown.
  private static final List<Option<?>> OF_ELEMENT =
      List.of(REQUEST, INDEX, PROTOCOL, MODE, DESTINATION, SOURCE);

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(
        DIRECTION, POLICY, STRICT, REQUEST, INDEX, SOURCE, DESTINATION, PROTOCOL, MODE, NEXT);
  }

  private static String direction(Reading reading, String text) {
    if (!text.equals("in") && !text.equals("out")) {
      throw new Refusal("policy_match: invalid dir \"" + text + "\"");
    }
    return text;
  }

  private static String policy(Reading reading, String text) {
    if (!text.equals("none") && !text.equals("ipsec")) {
      throw new Refusal("policy match: invalid policy \"" + text + "\"");
    }
    return text;
  }

  private static String mode(Reading reading, String text) {
    if (!text.equals("transport") && !text.equals("tunnel")) {
      throw new Refusal("policy match: invalid mode \"" + text + "\"");
    }
    return text;
  }

  private static int protocol(Reading reading, String text) {
    Long figures = Values.parse(text);
    int number = figures == null ? reading.names().protocol(text) : figures.intValue();
    if (number != IpProtocol.AH && number != IpProtocol.ESP && number != IpProtocol.COMP) {
      throw new Refusal("policy match: protocol must be ah/esp/ipcomp");
    }
    return number;
  }

  @Override
  public Match build(Chosen chosen) {
    if (!chosen.has(DIRECTION)) {
      throw new Refusal("policy match: neither --dir in nor --dir out specified");
    }
    boolean none = chosen.get(POLICY, "ipsec").equals("none");
    boolean strict = chosen.has(STRICT);
    List<List<Chosen.Choice>> elements = elements(chosen);
    if (none && strict) {
      throw new Refusal("policy match: policy none but --strict given");
    }
    for (int i = 0; !none && i < elements.size(); i++) {
      verify(elements.get(i), strict, i);
    }
    return new Decided(
        chosen.required(DIRECTION).equals("in"), none, strict, none ? List.of() : elements);
  }

  private static List<List<Chosen.Choice>> elements(Chosen chosen) {
    List<List<Chosen.Choice>> elements = new ArrayList<>();
    List<Chosen.Choice> current = new ArrayList<>();
    elements.add(current);
    for (Chosen.Choice choice : chosen.sequence()) {
      if (choice.option() == NEXT) {
        current = new ArrayList<>();
        elements.add(current);
      } else if (OF_ELEMENT.contains(choice.option())) {
        if (find(current, choice.option()) != null) {
          throw new Refusal("policy match: double --" + choice.option().name() + " option");
        }
        current.add(choice);
      }
    }
    if (elements.size() > MOST) {
      throw new Refusal("policy match: maximum policy depth reached");
    }
    return elements;
  }

  private static Chosen.@Nullable Choice find(List<Chosen.Choice> element, Option<?> option) {
    for (Chosen.Choice choice : element) {
      if (choice.option() == option) {
        return choice;
      }
    }
    return null;
  }

  private static void verify(List<Chosen.Choice> element, boolean strict, int number) {
    if (strict && element.isEmpty()) {
      throw new Refusal(
          "policy match: empty policy element "
              + number
              + ". --strict is in effect, but at least one of reqid, spi, tunnel-src, tunnel-dst,"
              + " proto or mode is required.");
    }
    Chosen.Choice mode = find(element, MODE);
    boolean tunnel = mode != null && "tunnel".equals(mode.value()) != mode.inverted();
    boolean hasEnds = find(element, SOURCE) != null || find(element, DESTINATION) != null;
    if (hasEnds && !tunnel) {
      throw new Refusal("policy match: --tunnel-src/--tunnel-dst is only valid in tunnel mode");
    }
  }

  /// @param none whether the packet is one that no policy decided about
  record Decided(boolean in, boolean none, boolean strict, List<List<Chosen.Choice>> elements)
      implements Match {
    @Override
    public String name() {
      return "policy";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      boolean incoming =
          place.points().contains(HookPoint.PREROUTING) || place.points().contains(HookPoint.INPUT);
      boolean outgoing =
          place.points().contains(HookPoint.POSTROUTING)
              || place.points().contains(HookPoint.OUTPUT);
      if (incoming && !in) {
        throw place.refuseSaying("xt_policy: output policy not valid in PREROUTING and INPUT");
      }
      if (outgoing && in) {
        throw place.refuseSaying("xt_policy: input policy not valid in POSTROUTING and OUTPUT");
      }
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      return none;
    }

    @Override
    public void save(StringBuilder out) {
      flags(out, "--");
      for (int i = 0; i < elements.size(); i++) {
        out.append(i == 0 ? "" : " --next");
        show(out, elements.get(i), "--", NumbersOnly.INSTANCE);
      }
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      flags(out.append(" policy match"), "");
      for (int i = 0; i < elements.size(); i++) {
        out.append(elements.size() > 1 ? " [" + i + "]" : "");
        show(out, elements.get(i), "", listing.numeric() ? null : listing.names());
      }
    }

    private void flags(StringBuilder out, String dashes) {
      out.append(' ').append(dashes).append(in ? "dir in" : "dir out");
      out.append(' ').append(dashes).append(none ? "pol none" : "pol ipsec");
      out.append(strict ? " " + dashes + "strict" : "");
    }

    private static void show(
        StringBuilder out,
        List<Chosen.Choice> element,
        String dashes,
        @Nullable NameService names) {
      for (Option<?> option : OF_ELEMENT) {
        Chosen.Choice choice = find(element, option);
        if (choice != null) {
          out.append(choice.inverted() ? " ! " : " ").append(dashes).append(option.name());
          out.append(' ').append(text(choice, names));
        }
      }
    }

    private static String text(Chosen.Choice choice, @Nullable NameService names) {
      return switch (choice.value()) {
        case Long number when choice.option() == INDEX -> "0x" + Long.toHexString(number);
        case AddressMask ends -> ends.isHost() ? ends.address().text() : ends.text();
        case Integer protocol -> protocolName(protocol, names);
        case null, default -> String.valueOf(choice.value());
      };
    }

    private static String protocolName(int protocol, @Nullable NameService names) {
      String name = names == null ? null : names.protocolName(protocol);
      return name == null ? Integer.toString(protocol) : name;
    }
  }
}
