package dev.patchbay.lab.machine;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.SysFiles;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileTree;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.MemoryFiles;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.file.OverlayFiles;
import dev.patchbay.core.file.VirtualFiles;
import dev.patchbay.core.file.VirtualFiles.Manner;
import java.nio.charset.StandardCharsets;

/// The view of the files that a machine's first process has: the host's below, the lab's own above
/// it.
public final class View {
  private static final int PUBLIC = 01777;

  /// The empty folder that a transcript's commands start in.
  public static final String CASE_FOLDER = "/tmp/case";

  private View() {}

  /// The view of `machine` over the host's files, `below` at the folder that scripts start in: it
  /// stays in view where the lab's own files would hide it.
  static Files of(Machine machine, FileTree host, String folder, FileTree below) {
    try {
      return over(machine, host).with(folder, below);
    } catch (FileException e) {
      throw new IllegalStateException("the lab's files: " + e.errno().text(), e);
    }
  }

  private static Files over(Machine machine, FileTree host) throws FileException {
    Files files =
        new Files(host)
            .with("/etc", etc(machine, host))
            .with("/sys", SysFiles.of(machine.initialNetns()))
            .with("/dev", new VirtualFiles(Manner.DEV, machine.deviceFiles()))
            .with("/tmp", memory(machine, PUBLIC))
            .with("/var/tmp", memory(machine, PUBLIC))
            .with("/run", memory(machine, PUBLIC))
            .with("/run/netns", new NetnsFolder(machine));
    files.makeDirectory(CASE_FOLDER, 0755);
    return files;
  }

  /// The host's `/etc` with the machine's own names; what scripts change there is the machine's.
  private static FileTree etc(Machine machine, FileTree host) throws FileException {
    MemoryFiles own = memory(machine, 0755);
    String name = machine.hostname();
    write(own, "hosts", "127.0.0.1\tlocalhost\n::1\tlocalhost\n127.0.1.1\t" + name + "\n");
    write(own, "resolv.conf", "");
    write(own, "hostname", name + "\n");
    own.makeDirectory("sysconfig", 0755);
    return new OverlayFiles(host, "etc", own);
  }

  /// The same view with `/sys` as it is mounted for `netns`.
  public static Files mountedFor(Netns netns, Files files) {
    return files.with("/sys", SysFiles.of(netns));
  }

  /// An input that has nothing.
  public static OpenFile nothing(Files files) {
    try {
      return files.open("/dev/null", OpenMode.READ, 0);
    } catch (FileException e) {
      throw new IllegalStateException("/dev/null: " + e.errno().text(), e);
    }
  }

  private static void write(FileTree tree, String name, String content) throws FileException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    OpenFile file = tree.open(name, OpenMode.CREATE_NEW, 0644);
    file.write(bytes, 0, bytes.length);
    file.close();
  }

  private static MemoryFiles memory(Machine machine, int mode) {
    return new MemoryFiles(machine.world().loop(), mode);
  }
}
