package dev.patchbay.core;

/// Hears at once, in a fixed order, what happens to devices, and may veto where the kernel lets it.
public interface NetdeviceNotifier {
  /// Something happens to the device.
  ///
  /// @throws NetlinkException to veto an event whose name begins with `PRE`, or a registration
  void notify(NetdeviceEvent event, NetDevice device) throws NetlinkException;
}
