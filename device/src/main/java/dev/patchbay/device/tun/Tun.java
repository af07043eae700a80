package dev.patchbay.device.tun;

import dev.patchbay.core.Accounts;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Devices whose other end is a program (Documentation/networking/tuntap.rst). They are made by
/// opening `/dev/net/tun`, see [TunFile], and by no link request.
public final class Tun implements DeviceKind, KernelModule {
  private static final int MODE = 0666;

  static final FileStatus STATUS =
      new FileStatus(FileStatus.Kind.CHARACTER_DEVICE, MODE, 0, Clock.START);

  @Override
  public String name() {
    return "tun";
  }

  /// The machine's kind.
  static Tun of(Machine machine) {
    if (machine.deviceKinds().find("tun") instanceof Tun kind) {
      return kind;
    }
    throw new IllegalStateException("the kind is not in the catalogue");
  }

  /// Opens the file; its module is loaded if need be.
  static TunFile open(Machine machine, OpenMode how) throws FileException {
    try {
      machine.modules().loadIfKnown("tun");
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
    return new TunFile(machine, how);
  }

  // ---- as a kind

  /// iproute2 has no words for it, and ignores what is there.
  @Override
  public Options parse(Args args, LinkParser links) {
    while (args.hasNext()) {
      args.skip();
    }
    return Options.NONE;
  }

  @Override
  public void validate(LinkRequest request) throws NetlinkException {
    throw new NetlinkException(
        Errno.EOPNOTSUPP, "tun/tap creation via rtnetlink is not supported.");
  }

  /// Refused before, by [#validate].
  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    return device instanceof TunDevice tun ? TunSnapshot.of(tun) : null;
  }

  @Override
  public void show(Snapshot snapshot, Output out, Accounts accounts) {
    if (snapshot instanceof TunSnapshot tun) {
      tun.show(out, accounts);
    }
  }

  @Override
  public Map<String, Node> sysFiles(NetDevice device) {
    if (!(device instanceof TunDevice tun)) {
      return Map.of();
    }
    TreeMap<String, Node> files = new TreeMap<>();
    files.put("tun_flags", Node.file(() -> "0x" + Integer.toHexString(tun.tunFlags()) + "\n"));
    files.put("owner", Node.file(() -> number(tun.owner())));
    files.put("group", Node.file(() -> number(tun.ownerGroup())));
    return files;
  }

  private static String number(int account) {
    return (account == -1 ? "-1" : Integer.toUnsignedString(account)) + "\n";
  }

  // ---- as a module

  @Override
  public String path() {
    return "kernel/drivers/net/tun.ko";
  }

  @Override
  public int size() {
    return 39662;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=devname:net/tun",
        "alias=char-major-10-200",
        "license=GPL",
        "author=(C) 1999-2004 Max Krasnyansky <maxk@qualcomm.com>",
        "description=Universal TUN/TAP device driver");
  }

  @Override
  public void addDeviceFiles(Machine machine) {
    TreeMap<String, Node> files = new TreeMap<>();
    files.put("tun", new Entry(machine));
    machine.deviceFiles().add("net", Node.directory(files));
  }

  /// Each device holds it.
  @Override
  public void unload(Machine machine) throws NetlinkException {
    for (Netns netns : machine.namespaces()) {
      for (NetDevice device : netns.devices()) {
        if (device instanceof TunDevice) {
          throw new NetlinkException(Errno.EBUSY);
        }
      }
    }
  }

  /// The file in `/dev/net`.
  private record Entry(Machine machine) implements Node.Device {
    @Override
    public FileStatus status() {
      return STATUS;
    }

    @Override
    public TunFile open(OpenMode how) throws FileException {
      return Tun.open(machine, how);
    }
  }
}
