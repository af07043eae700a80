package dev.patchbay.trace.journey;

import dev.patchbay.core.Frame;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Leg;
import dev.patchbay.core.Leg.Birth;
import dev.patchbay.core.Leg.End;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A journey for a person to read:
///
/// ```
/// journey 1: ping -c 1 10.2.0.2
///    +0.0 us  a  #1 10.1.0.2 > 10.2.0.2: ICMP echo request, id 1, seq 1, length 64
///               route      10.2.0.2 by default table main via 10.1.0.1 dev eth0
///               send       eth0
///    +1.0 us    router  #1
///                 receive    left
/// ```
///
/// One line says where which packet is; below it stands what happened to it there. Each namespace
/// has an indentation of its own, so the way there and back can be seen from afar.
public final class JourneyText {
  private static final String BLANK = " ".repeat(12);
  private static final int DEEPEST = 8;

  private final StringBuilder out;
  private final boolean verbose;
  private final boolean colour;

  /// @param verbose whether details are told, too: link headers, chains' policies, neighbours
  /// @param colour whether it is for a terminal
  public JourneyText(StringBuilder out, boolean verbose, boolean colour) {
    this.out = out;
    this.verbose = verbose;
    this.colour = colour;
  }

  /// Prints the journey.
  public void show(Journey journey) {
    String title =
        journey.title().isEmpty() ? Summary.of(journey.legs().getFirst()) : journey.title();
    out.append(Ink.BOLD.on("journey " + journey.number() + ": " + title, colour)).append('\n');
    new Walk(journey).run();
    if (journey.isCut()) {
      long most = Journey.MOST_ENTRIES;
      out.append(BLANK).append("… cut after ").append(most).append(" things that happened or ");
      out.append(Journey.MOST_LEGS).append(" packets; ").append(journey.untold());
      out.append(" more are not told\n");
    }
    out.append(BLANK).append(Ink.DIM.on(Ends.of(journey), colour)).append('\n');
  }

  /// One way through the entries.
  private final class Walk {
    private final Journey journey;
    private final Places places;
    private final Map<Leg, String> told = new LinkedHashMap<>();
    private final Map<Leg, Frame> seen = new LinkedHashMap<>();
    private @Nullable Leg leg;
    private int place = -1;
    private long time = -1;

    Walk(Journey journey) {
      this.journey = journey;
      this.places = new Places(journey);
    }

    void run() {
      for (Journey.Entry entry : journey.entries()) {
        if (verbose || !entry.stage().isDetail()) {
          show(entry);
        }
      }
    }

    private void show(Journey.Entry entry) {
      int here = places.index(entry);
      if (here != place || entry.leg() != leg) {
        place = here;
        leg = entry.leg();
        head(entry);
      } else {
        time(entry);
      }
      indent(1);
      String name = entry.stage().name();
      String text = StageText.of(entry.stage());
      if (name.equals("drop")) {
        out.append(Ink.RED.on(pad(name) + text, colour));
      } else {
        out.append(Ink.DIM.on(pad(name), colour)).append(text);
      }
      changed(entry);
      out.append('\n');
    }

    private void head(Journey.Entry entry) {
      time(entry);
      indent(0);
      out.append(Ink.place(place).on(places.name(entry), colour));
      out.append("  #").append(entry.leg().number());
      String first = told.putIfAbsent(entry.leg(), Summary.of(entry.frame()));
      if (first == null) {
        born(entry.leg());
        out.append(' ').append(Ink.BOLD.on(Summary.of(entry.frame()), colour));
      }
      out.append('\n').append(BLANK);
    }

    private void born(Leg born) {
      Leg parent = born.parent();
      if (parent != null && born.birth() != Birth.FIRST) {
        String words = " (" + born.birth().words() + " #" + parent.number() + ")";
        out.append(Ink.DIM.on(words, colour));
      }
    }

    /// The bytes, where they have become others since they were last shown.
    private void changed(Journey.Entry entry) {
      Frame frame = entry.frame();
      boolean onWire =
          entry.stage().name().equals("send") || entry.stage().name().equals("receive");
      if (frame == null || !onWire) {
        return;
      }
      String now = Summary.of(frame);
      String before = told.put(entry.leg(), now);
      Frame last = seen.put(entry.leg(), frame);
      if (verbose && frame != last) {
        out.append("  ").append(Summary.whole(frame));
      } else if (!now.equals(before)) {
        out.append("  ").append(now);
      }
    }

    private void time(Journey.Entry entry) {
      if (entry.time() == time) {
        out.append(BLANK);
        return;
      }
      time = entry.time();
      String text = "+" + Micros.of(time - journey.start());
      out.append(" ".repeat(Math.max(0, 10 - text.length())));
      out.append(Ink.DIM.on(text, colour)).append("  ");
    }

    private void indent(int more) {
      out.append("  ".repeat(Math.min(place, DEEPEST) + more));
    }

    private static String pad(String name) {
      return name + " ".repeat(Math.max(1, 11 - name.length()));
    }
  }

  /// Whether a packet of the journey was dropped.
  static boolean hasDrops(Journey journey) {
    return journey.ended(End.DROPPED) > 0;
  }
}
