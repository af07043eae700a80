package dev.patchbay.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.file.VirtualFiles.Manner;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Errors are those that Linux gave for the same calls as root.
class VirtualFilesTest {
  private final List<String> written = new ArrayList<>();
  private final TreeMap<String, Node> entries = new TreeMap<>();
  private final Node.Directory root = Node.directory(entries);
  private final VirtualFiles proc = new VirtualFiles(Manner.PROC, root);
  private final VirtualFiles sysctl = new VirtualFiles(Manner.SYSCTL, root);
  private final VirtualFiles sysfs = new VirtualFiles(Manner.SYSFS, root);
  private int reads;

  VirtualFilesTest() {
    entries.put("count", Node.file(() -> ++reads + "\n"));
    entries.put("knob", Node.file(() -> String.join("", written), written::add));
    entries.put("flush", Node.file(written::add));
    entries.put("link", new Node.Link("../knob"));
    entries.put("sub", Node.directory(new TreeMap<>(entries)));
  }

  @Test
  void makesTheContentWhenItIsRead() throws FileException {
    assertThat(text(proc, "count")).isEqualTo("1\n");
    assertThat(text(proc, "sub/count")).isEqualTo("2\n");
  }

  @Test
  void keepsTheContentWhileItIsReadInParts() throws FileException {
    OpenFile file = proc.open("count", OpenMode.READ, 0);
    byte[] part = new byte[1];

    file.read(part, 0, 1);

    assertThat(file.readAll()).asString().isEqualTo("\n");
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void listsWhatIsThereNow() throws FileException {
    TreeMap<String, Node> devices = new TreeMap<>();
    VirtualFiles net = new VirtualFiles(Manner.SYSFS, new Reversed(devices));
    assertThat(net.list("")).isEmpty();

    devices.put("eth0", new Node.Link("../../devices/virtual/net/eth0"));
    devices.put("lo", new Node.Link("../../devices/virtual/net/lo"));

    assertThat(net.list("")).containsExactly("eth0", "lo");
    assertThat(net.readLink("lo")).isEqualTo("../../devices/virtual/net/lo");
  }

  /// Names come in any order.
  private record Reversed(TreeMap<String, Node> entries) implements Node.Directory {
    @Override
    public List<String> names() {
      return List.copyOf(entries.descendingKeySet());
    }

    @Override
    public @Nullable Node child(String name) {
      return entries.get(name);
    }
  }

  @Test
  void handsEachWriteOverWhole() throws FileException {
    OpenFile file = sysfs.open("knob", OpenMode.WRITE, 0);

    put(file, "1400\n");
    put(file, "");
    put(file, "1500");

    assertThat(written).containsExactly("1400\n", "1500");
  }

  @Test
  void takesTheFirstWriteToAnOpenSysctlOnly() throws FileException {
    OpenFile file = sysctl.open("knob", OpenMode.WRITE, 0);

    put(file, "1\n");
    put(file, "0\n");

    assertThat(written).containsExactly("1\n");
  }

  @Test
  void readsNothingBehindWhatItWrote() throws FileException {
    OpenFile file = sysctl.open("knob", OpenMode.READ_WRITE, 0);

    put(file, "0\n");

    assertThat(file.readAll()).isEmpty();
  }

  @Test
  void passesOnWhatAFileRefuses() throws FileException {
    Node.File speed =
        Node.file(
            () -> {
              throw new FileException(Errno.EINVAL);
            },
            text -> {
              throw new FileException(Errno.ERANGE);
            });
    entries.put("speed", speed);
    OpenFile file = sysfs.open("speed", OpenMode.READ_WRITE, 0);

    assertThat(Refusal.of(file::readAll)).isEqualTo(Errno.EINVAL);
    assertThat(Refusal.of(() -> put(file, "x"))).isEqualTo(Errno.ERANGE);
  }

  @Test
  void refusesEvenRootWhatTheModeDoesNotAllow() throws FileException {
    assertThat(Refusal.of(() -> proc.open("count", OpenMode.WRITE, 0))).isEqualTo(Errno.EACCES);
    assertThat(Refusal.of(() -> proc.open("flush", OpenMode.READ, 0))).isEqualTo(Errno.EACCES);
    assertThat(Refusal.of(() -> proc.open("flush", OpenMode.READ_WRITE, 0)))
        .isEqualTo(Errno.EACCES);
    assertThat(Refusal.of(() -> put(proc.open("knob", OpenMode.READ, 0), "x")))
        .isEqualTo(Errno.EBADF);
    assertThat(Refusal.of(() -> proc.open("knob", OpenMode.WRITE, 0).readAll()))
        .isEqualTo(Errno.EBADF);
  }

  @Test
  void hasTheSizesAndModesOfItsManner() {
    assertThat(proc.status("count"))
        .isEqualTo(new FileStatus(FileStatus.Kind.FILE, 0444, 0, Clock.START));
    assertThat(sysfs.status("knob"))
        .isEqualTo(new FileStatus(FileStatus.Kind.FILE, 0644, 4096, Clock.START));
    assertThat(proc.status("flush")).returns(0200, FileStatus::mode);
    assertThat(proc.status("")).returns(0555, FileStatus::mode);
    assertThat(sysfs.status("sub")).returns(0755, FileStatus::mode);
    assertThat(proc.status("link")).returns(FileStatus.Kind.SYMLINK, FileStatus::kind);
    assertThat(proc.status("nosuch")).isNull();
    assertThat(proc.status("count/x")).isNull();
  }

  @Test
  void refusesChangesInItsManner() {
    assertThat(Refusal.of(() -> proc.open("new", OpenMode.WRITE, 0))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> sysfs.open("new", OpenMode.WRITE, 0))).isEqualTo(Errno.EACCES);
    assertThat(Refusal.of(() -> sysfs.open("new", OpenMode.READ, 0))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> proc.makeDirectory("new", 0))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> sysfs.makeDirectory("new", 0))).isEqualTo(Errno.EPERM);
    assertThat(Refusal.of(() -> sysfs.makeLink("new", "x"))).isEqualTo(Errno.EPERM);
    assertThat(Refusal.of(() -> sysfs.makeFifo("new", 0))).isEqualTo(Errno.EPERM);
    assertThat(Refusal.of(() -> proc.remove("knob"))).isEqualTo(Errno.EPERM);
    assertThat(Refusal.of(() -> sysctl.remove("knob"))).isEqualTo(Errno.EACCES);
    assertThat(Refusal.of(() -> sysctl.remove("new"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> sysfs.rename("knob", "new"))).isEqualTo(Errno.EPERM);
    assertThat(Refusal.of(() -> sysctl.rename("knob", "new"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> sysctl.changeMode("knob", 0600))).isEqualTo(Errno.EPERM);
    assertThat(Refusal.of(() -> sysctl.changeTime("knob", 5))).isNull();
    assertThat(Refusal.of(() -> sysctl.changeTime("new", 5))).isEqualTo(Errno.ENOENT);
  }

  @Test
  void refusesWhatIsNotThatKind() {
    assertThat(Refusal.of(() -> proc.list("knob"))).isEqualTo(Errno.ENOTDIR);
    assertThat(Refusal.of(() -> proc.list("nosuch"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> proc.readLink("knob"))).isEqualTo(Errno.EINVAL);
    assertThat(Refusal.of(() -> proc.open("knob", OpenMode.CREATE_NEW, 0))).isEqualTo(Errno.EEXIST);
  }

  @Test
  void isWalkedThroughItsLinks() throws FileException {
    Files view = new Files(proc);
    entries.put("up", new Node.Link("sub/knob"));

    view.write("/up", "x".getBytes(StandardCharsets.UTF_8));

    assertThat(written).containsExactly("x");
    assertThat(view.canonical("/sub/link")).isEqualTo("/knob");
  }

  private static void put(OpenFile file, String text) throws FileException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    file.write(bytes, 0, bytes.length);
  }

  private static String text(VirtualFiles files, String path) throws FileException {
    return new String(files.open(path, OpenMode.READ, 0).readAll(), StandardCharsets.UTF_8);
  }
}
