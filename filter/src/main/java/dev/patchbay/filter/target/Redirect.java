package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.nat.DeviceAddress;
import dev.patchbay.filter.nat.Manipulation;
import dev.patchbay.filter.nat.Nat;
import dev.patchbay.filter.nat.NatRange;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-j REDIRECT`: the connection ends here, at an address of the device it came by.
public final class Redirect implements TargetKind {
  private static final Option<NatRange> PORTS = Option.of("to-ports", NatWords::ports);
  private static final Option<Void> RANDOM = Option.flag("random");

  @Override
  public String name() {
    return "REDIRECT";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(PORTS, RANDOM);
  }

  @Override
  public Target build(Chosen chosen) {
    boolean random = chosen.has(RANDOM);
    NatRange range = chosen.get(PORTS, NatRange.ports(-1, -1));
    if (range.basePort() >= 0) {
      throw new Refusal("Shifted portmap ranges not supported with this kernel");
    }
    return new Redirecting(range.choosing(random, false), random);
  }

  record Redirecting(NatRange range, boolean random) implements Target {
    @Override
    public String name() {
      return "REDIRECT";
    }

    @Override
    public Verdict judge(Inspection packet) {
      Connection connection = Connection.of(packet.packet());
      Ip here = here(packet);
      if (connection == null || here == null) {
        return Verdict.DROP;
      }
      Nat.of(packet.netns()).set(connection, range.to(here, here), Manipulation.DESTINATION);
      return Verdict.ACCEPT;
    }

    private static @Nullable Ip here(Inspection packet) {
      if (packet.point() == HookPoint.OUTPUT) {
        return packet.family() == Family.IPV4 ? Ip.LOOPBACK4 : Ip.LOOPBACK6;
      }
      NetDevice in = packet.in();
      return in == null ? null : DeviceAddress.first(in, packet.family());
    }

    private void show(StringBuilder out, String ports, String dashes) {
      if (range.minPort() >= 0) {
        out.append(ports);
        NatWords.showPorts(out, range);
      }
      out.append(random ? dashes + "random" : "");
    }

    @Override
    public void save(StringBuilder out) {
      show(out, " --to-ports ", " --");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      show(out, " redir ports ", " ");
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.NAT);
      place.onlyAt(HookPoint.PREROUTING, HookPoint.OUTPUT);
      return ClaimedTarget.of(this, place);
    }
  }
}
