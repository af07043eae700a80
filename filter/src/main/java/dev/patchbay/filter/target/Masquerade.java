package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.nat.DeviceAddress;
import dev.patchbay.filter.nat.NatRange;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j MASQUERADE`: the connection gets the address of the device it leaves by as its source.
public final class Masquerade implements TargetKind {
  private static final Option<NatRange> PORTS = Option.of("to-ports", NatWords::ports);
  private static final Option<Void> RANDOM = Option.flag("random");
  private static final Option<Void> RANDOM_FULLY = Option.flag("random-fully");

  @Override
  public String name() {
    return "MASQUERADE";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(PORTS, RANDOM, RANDOM_FULLY);
  }

  @Override
  public Target build(Chosen chosen) {
    boolean random = chosen.has(RANDOM);
    boolean fully = chosen.has(RANDOM_FULLY);
    NatRange range = chosen.get(PORTS, NatRange.ports(-1, -1)).ofSources();
    return new Masquerading(range.choosing(random || fully, false), random, fully);
  }

  record Masquerading(NatRange range, boolean random, boolean randomFully) implements Target {
    @Override
    public String name() {
      return "MASQUERADE";
    }

    @Override
    public Verdict judge(Inspection packet) {
      NetDevice out = packet.out();
      boolean done =
          out != null
              && DeviceAddress.masquerade(
                  packet.netns(), packet.packet(), packet.family(), out, range);
      return done ? Verdict.ACCEPT : Verdict.DROP;
    }

    private void show(StringBuilder out, String ports, String dashes) {
      if (range.minPort() >= 0) {
        out.append(ports);
        NatWords.showPorts(out, range);
      }
      out.append(random ? dashes + "random" : "");
      out.append(randomFully ? dashes + "random-fully" : "");
    }

    @Override
    public void save(StringBuilder out) {
      show(out, " --to-ports ", " --");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      show(out, " masq ports: ", " ");
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.NAT);
      place.onlyAt(HookPoint.POSTROUTING);
      return ClaimedTarget.of(this, place);
    }
  }
}
