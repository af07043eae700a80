package dev.patchbay.filter.target;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j CT`: how the packet's connection is to be tracked, said before it is.
public final class Ct implements TargetKind {
  private static final int MOST = 15;
  private static final int LARGEST_ZONE = 0xffff;
  private static final List<String> EVENTS =
      List.of(
          "new",
          "related",
          "destroy",
          "reply",
          "assured",
          "protoinfo",
          "helper",
          "mark",
          "natseqinfo",
          "secmark");

  private static final Option<Void> NOTRACK = Option.flag("notrack");
  private static final Option<String> HELPER = Option.of("helper", Values.cut(MOST));
  private static final Option<String> TIMEOUT = Option.of("timeout", Values.cut(31));
  private static final Option<String> EVENT_MASK = Option.of("ctevents", Ct::events);
  private static final Option<String> EXPECTATION_MASK = Option.of("expevents", Ct::expectation);
  private static final Option<Integer> ZONE = Option.of("zone", Ct::zone);
  private static final Option<Integer> ZONE_ORIGINAL = Option.of("zone-orig", Ct::zone);
  private static final Option<Integer> ZONE_REPLY = Option.of("zone-reply", Ct::zone);

  @Override
  public String name() {
    return "CT";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(
        NOTRACK, HELPER, TIMEOUT, EVENT_MASK, EXPECTATION_MASK, ZONE_ORIGINAL, ZONE_REPLY, ZONE);
  }

  private static Integer zone(Reading reading, String text) {
    if (text.equals("mark")) {
      return Tracking.ZONE_OF_MARK;
    }
    Long number = Values.parse(text);
    if (number == null || number > LARGEST_ZONE || text.isEmpty()) {
      throw new Refusal("Cannot parse " + text + " as a zone ID");
    }
    return number.intValue();
  }

  private static String events(Reading reading, String text) {
    for (String word : text.split(",", -1)) {
      if (!EVENTS.contains(word)) {
        throw new Refusal("Unknown event type \"" + word + "\"");
      }
    }
    List<String> given = List.of(text.split(",", -1));
    return String.join(",", EVENTS.stream().filter(given::contains).toList());
  }

  private static String expectation(Reading reading, String text) {
    if (!text.equals("new")) {
      throw new Refusal("Unknown event type \"" + text + "\"");
    }
    return text;
  }

  @Override
  public Target build(Chosen chosen) {
    String masks =
        (chosen.has(EVENT_MASK) ? " ctevents " + chosen.required(EVENT_MASK) : "")
            + (chosen.has(EXPECTATION_MASK)
                ? " expevents " + chosen.required(EXPECTATION_MASK)
                : "");
    int zone = chosen.get(ZONE, 0);
    return new Tracking(
        "CT",
        chosen.has(NOTRACK),
        chosen.get(HELPER),
        chosen.get(TIMEOUT),
        chosen.get(ZONE_ORIGINAL, zone),
        chosen.get(ZONE_REPLY, zone),
        masks);
  }
}
