package dev.patchbay.core;

import java.util.ArrayList;
import java.util.List;

/// A machine's listeners to devices, in the order they came (`netdev_chain`).
public final class Notifiers {
  private final List<NetdeviceNotifier> notifiers = new ArrayList<>();

  /// Adds a listener behind the others.
  public void add(NetdeviceNotifier notifier) {
    notifiers.add(notifier);
  }

  /// Undoes [#add].
  public void remove(NetdeviceNotifier notifier) {
    notifiers.remove(notifier);
  }

  /// Tells every listener; the first veto ends it.
  void notify(NetdeviceEvent event, NetDevice device) throws NetlinkException {
    for (int i = 0; i < notifiers.size(); i++) {
      notifiers.get(i).notify(event, device);
    }
  }

  /// Tells every listener of something that nobody may veto.
  void announce(NetdeviceEvent event, NetDevice device) {
    for (int i = 0; i < notifiers.size(); i++) {
      try {
        notifiers.get(i).notify(event, device);
      } catch (NetlinkException e) {
        throw new IllegalStateException(event + " of " + device + " cannot be refused", e);
      }
    }
  }
}
