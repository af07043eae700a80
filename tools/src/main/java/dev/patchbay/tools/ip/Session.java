package dev.patchbay.tools.ip;

import dev.patchbay.core.Accounts;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.Invocation;
import dev.patchbay.tools.iproute.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of `ip`: what its options say, and what is done with the words behind them.
final class Session extends Invocation {
  /// The status of what the kernel refuses.
  private static final int REFUSED = 2;

  private final Options options;
  private boolean batch;
  private final Map<Names, Map<Integer, String>> names = new HashMap<>(2);
  private @Nullable Map<Integer, String> deviceNames;
  private boolean elsewhere;
  private ProtocolFamily family;

  Session(Process process, Options options) throws FileException {
    super(process, options.netns, options.output());
    this.options = options;
    this.family = options.family;
  }

  Options options() {
    return options;
  }

  /// Users and groups as the process sees them.
  Accounts accounts() {
    return new Accounts(process().files());
  }

  /// Whether more commands come behind this one.
  boolean isBatch() {
    return batch;
  }

  void batch(boolean value) {
    batch = value;
  }

  /// The family that is asked for: that of `-family`, or the one an object stands for.
  ProtocolFamily family() {
    return family;
  }

  void family(ProtocolFamily value) {
    family = value;
  }

  // ---- commands

  /// Runs the command in `words`, an object and what is to be done with it, and returns the status.
  int run(Args words) throws FileException {
    family = options.family;
    try {
      return IpObjects.run(this, words);
    } catch (Refusal refusal) {
      complain(refusal.message());
      return refusal.status();
    } catch (NetlinkException e) {
      complain(answer(e));
      return REFUSED;
    } finally {
      print();
    }
  }

  // ---- names

  /// From now on a device is called what it was when it was first met, as iproute2 remembers it.
  void rememberNames() {
    Map<Integer, String> known = new HashMap<>();
    for (NetDevice device : netns().devices()) {
      known.put(device.index(), device.name());
    }
    deviceNames = known;
  }

  /// What the device of this index is called in what is shown: `name`, unless another one is
  /// remembered. One of another namespace is called as that of its index is here.
  String deviceName(int index, String name) {
    Map<Integer, String> known = deviceNames;
    if (known == null) {
      return name;
    }
    String remembered = known.get(index);
    if (remembered != null) {
      return remembered;
    }
    NetDevice own = elsewhere ? netns().device(index) : null;
    if (elsewhere && own == null) {
      return "if" + index;
    }
    String shown = own == null ? name : own.name();
    known.put(index, shown);
    return shown;
  }

  /// Whether what is shown next is told of another namespace.
  void elsewhere(boolean value) {
    elsewhere = value;
  }

  /// A device has shown its name, which stays with its index until it is forgotten.
  void rememberName(int index, String name) {
    if (deviceNames != null) {
      deviceNames.putIfAbsent(index, name);
    }
  }

  /// The device is gone.
  void forgetName(int index) {
    if (deviceNames != null) {
      deviceNames.remove(index);
    }
  }

  /// The names that a file of `/etc/iproute2` gives, read once in a run.
  Map<Integer, String> names(Names which) {
    return names.computeIfAbsent(which, file -> file.read(this));
  }
}
