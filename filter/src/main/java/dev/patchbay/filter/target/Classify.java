package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;

/// `-j CLASSIFY`: the class of traffic control that the packet is put into (its priority).
public final class Classify implements TargetKind {
  private static final Option<Integer> SET = Option.of("set-class", Classify::read).mandatory();

  @Override
  public String name() {
    return "CLASSIFY";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SET);
  }

  private static int read(Reading reading, String text) {
    if (!text.matches("[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}.*")) {
      throw new Refusal("Bad class value \"" + text + "\"");
    }
    String[] parts = text.split(":", -1);
    String minor = parts[1].replaceFirst("[^0-9a-fA-F].*", "");
    return Integer.parseInt(parts[0], 16) << 16 | Integer.parseInt(minor, 16);
  }

  @Override
  public Target build(Chosen chosen) {
    return new Class(chosen.required(SET));
  }

  record Class(int handle) implements Target {
    @Override
    public String name() {
      return "CLASSIFY";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyAt(HookPoint.FORWARD, HookPoint.OUTPUT, HookPoint.POSTROUTING);
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      packet.packet().priority(handle);
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(
          String.format(Locale.ROOT, " --set-class %04x:%04x", handle >>> 16, handle & 0xffff));
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(String.format(Locale.ROOT, " CLASSIFY set %x:%x", handle >>> 16, handle & 0xffff));
    }
  }
}
