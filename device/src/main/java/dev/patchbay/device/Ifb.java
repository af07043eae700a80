package dev.patchbay.device;

import dev.patchbay.core.Backlog;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.TcHook;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Packet;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/// A device that gives back what is redirected to it, where it came from: so that what comes in by
/// another one can be queued (drivers/net/ifb.c).
public final class Ifb extends WordlessKind {
  @Override
  public String name() {
    return "ifb";
  }

  @Override
  protected NetDevice device(Netns netns) {
    return new Device(netns, this);
  }

  @Override
  public int size() {
    return 6419;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-ifb",
        "author=Jamal Hadi Salim",
        "license=GPL",
        "parm=numifbs:Number of ifb devices (int)");
  }

  /// Makes as many devices as `numifbs` says; the kernel's own default is two, when the module is
  /// loaded by hand.
  @Override
  public void load(Machine machine, Map<String, String> parameters) throws NetlinkException {
    ModuleDevices.make(machine, name(), parameters, "numifbs");
  }

  private static final class Device extends NetDevice {
    private static final int QUEUE_LENGTH = 32;

    /// What is on its way back, and the bits that say where.
    private final ArrayDeque<Packet> returning = new ArrayDeque<>(0);

    private final Timer timer;

    Device(Netns netns, Ifb kind) {
      super(netns, kind);
      timer = new Timer(netns.machine().number(), this::giveBack);
      flags(DeviceFlags.BROADCAST | DeviceFlags.NOARP);
      mtuBounds(0, 0);
      txQueueLength(QUEUE_LENGTH);
      features(Features.FIXED_ADDRESS | Features.HW_CSUM | Features.TSO | Features.HW_VLAN_TX);
    }

    @Override
    protected int transmit(Packet packet) {
      statistics().rxPackets++;
      statistics().rxBytes += packet.length();
      if ((packet.flags() & TcHook.REDIRECTED) == 0 || packet.originalIndex() == 0) {
        statistics().rxDropped++;
        netns().world().drop(packet, DropReason.TC_REDIRECT);
        return 0;
      }
      returning.add(packet);
      if (!timer.isArmed()) {
        netns().world().loop().arm(timer, netns().world().loop().now() + Backlog.CROSSING);
      }
      return 0;
    }

    /// What has come goes back: one after the other, as it was (`ifb_ri_tasklet`).
    private void giveBack() {
      for (Packet packet = returning.poll(); packet != null; packet = returning.poll()) {
        netns().world().takeUp(packet);
        countSent(packet.length());
        giveBack(packet);
      }
    }

    private void giveBack(Packet packet) {
      NetDevice from = netns().device(packet.originalIndex());
      boolean cameIn = (packet.flags() & TcHook.FROM_INGRESS) != 0;
      packet.flags(packet.flags() & ~(TcHook.REDIRECTED | TcHook.FROM_INGRESS));
      if (from == null) {
        statistics().txDropped++;
        netns().world().drop(packet, DropReason.DEV_GONE);
        return;
      }
      packet.device(from);
      if (cameIn) {
        packet.link(packet.head());
        packet.pull(from.headerLength());
        packet.network(packet.head());
        from.receiveClassified(packet);
      } else {
        var _ = from.sendClassified(packet);
      }
    }

    @Override
    protected void stop() {
      for (Packet packet = returning.poll(); packet != null; packet = returning.poll()) {
        netns().world().drop(packet, DropReason.DEV_DOWN);
      }
    }
  }
}
