package dev.patchbay.tools.iproute;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Output;
import org.jspecify.annotations.Nullable;

/// One run of a command of iproute2: who runs it, where it works and what it has printed.
public abstract class Invocation {
  private final Process process;
  private final Netns netns;
  private final StringBuilder text = new StringBuilder();
  private final Output output;

  /// A run by `process` that works in `netns` and prints as `options` say.
  protected Invocation(Process process, Netns netns, Output.Options options) {
    this.process = process;
    this.netns = netns;
    this.output = new Output(text, options);
  }

  /// Who runs it.
  public final Process process() {
    return process;
  }

  /// Its machine.
  public final Machine machine() {
    return process.machine();
  }

  /// Where it works: the process's namespace, or that of `-netns`.
  public final Netns netns() {
    return netns;
  }

  // ---- what it prints

  /// What it prints to, until [#print].
  public final Output output() {
    return output;
  }

  /// What has been printed and not been passed on: for what must be laid out by hand.
  public final StringBuilder text() {
    return text;
  }

  /// Passes on what has been printed, as far as the C library would.
  public final void print() throws FileException {
    if (!text.isEmpty()) {
      process.out().print(text);
      text.setLength(0);
    }
  }

  /// Passes on what has been printed, now: behind every record of most listings.
  public final void flush() throws FileException {
    print();
    process.out().flush();
  }

  /// Prints a line on standard error.
  public final void complain(String line) {
    process.complain(line);
  }

  /// What iproute2 says when the kernel refuses.
  public static String answer(NetlinkException e) {
    String extended = e.extended();
    if (extended == null) {
      return "RTNETLINK answers: " + e.errno().text();
    }
    return extended.endsWith(".") ? "Error: " + extended : "Error: " + extended + ".";
  }

  // ---- devices

  /// The device of this name or alternative name, or `ifN` for the number N; null when there is
  /// none.
  public final @Nullable NetDevice device(String name) {
    NetDevice device = netns.device(name);
    if (device == null && name.startsWith("if") && name.length() > 2) {
      int index = Atoi.of(name.substring(2));
      device = index > 0 ? netns.device(index) : null;
    }
    if (device != null && device.link().netns() != netns) {
      // What the kernel answers to the question names the other end's namespace by its number.
      netns.nsid(device.link().netns());
    }
    return device;
  }

  /// The device, which a request is about.
  public final NetDevice requireDevice(String name) {
    NetDevice device = device(name);
    if (device == null) {
      throw noDevice(name);
    }
    return device;
  }

  /// There is no device of this name.
  public static Refusal noDevice(String name) {
    return new Refusal("Cannot find device \"" + name + "\"");
  }
}
