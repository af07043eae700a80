package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m mac`: the source address of the Ethernet frame.
public final class Mac implements MatchKind {
  private static final Option<dev.patchbay.packet.Mac> SOURCE =
      Option.of("mac-source", Values.mac()).mandatory().invertible();

  @Override
  public String name() {
    return "mac";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SOURCE);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Station(chosen.required(SOURCE).value(), chosen.inverted(SOURCE));
  }

  record Station(long mac, boolean inverted) implements Match {
    @Override
    public String name() {
      return "mac";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyAt(HookPoint.PREROUTING, HookPoint.INPUT, HookPoint.FORWARD);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      int link = packet.link();
      return link >= 0 && (Ethernet.source(packet.bytes(), link) == mac) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --mac-source " : " --mac-source ");
      dev.patchbay.packet.Mac.appendTo(out, mac);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" MAC ").append(inverted ? "! " : "");
      dev.patchbay.packet.Mac.appendTo(out, mac);
    }
  }
}
