package dev.patchbay.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverlayFilesTest {
  private final EventLoop loop = new EventLoop(new VirtualClock());
  private final MemoryFiles lower = new MemoryFiles(loop, 0755);
  private final OverlayFiles files = new OverlayFiles(lower, "etc", new MemoryFiles(loop, 0755));

  @BeforeEach
  void fillTheLowerTree() throws FileException {
    lower.makeDirectory("etc", 0755);
    lower.makeDirectory("etc/iproute2", 0755);
    write(lower, "etc/iproute2/rt_tables", OpenMode.WRITE, "255 local\n");
    write(lower, "etc/hosts", OpenMode.WRITE, "::1 localhost\n");
  }

  @Test
  void copiesUpWhatIsWrittenTo() throws FileException {
    write(files, "iproute2/rt_tables", OpenMode.APPEND, "100 isp1\n");

    assertThat(text(files, "iproute2/rt_tables")).isEqualTo("255 local\n100 isp1\n");
    assertThat(text(lower, "etc/iproute2/rt_tables")).isEqualTo("255 local\n");
  }

  @Test
  void listsTheNamesOfBothTrees() throws FileException {
    files.makeDirectory("netns", 0755);
    write(files, "iproute2/group", OpenMode.WRITE, "1 one\n");

    assertThat(files.list("")).containsExactly("hosts", "iproute2", "netns");
    assertThat(files.list("iproute2")).containsExactly("group", "rt_tables");
  }

  @Test
  void hidesWhatIsRemoved() throws FileException {
    files.remove("iproute2/rt_tables");
    files.remove("iproute2");
    files.makeDirectory("iproute2", 0755);

    assertThat(files.list("iproute2")).isEmpty();
    assertThat(files.status("iproute2/rt_tables")).isNull();
    assertThat(lower.status("etc/iproute2/rt_tables")).isNotNull();
  }

  @Test
  void renamesOverWhatIsThere() throws FileException {
    write(files, "new", OpenMode.WRITE, "127.0.0.1 me\n");

    files.rename("new", "hosts");

    assertThat(text(files, "hosts")).isEqualTo("127.0.0.1 me\n");
    assertThat(files.list("")).containsExactly("hosts", "iproute2");
  }

  @Test
  void renamesAFileOfTheLowerTreeAndBack() throws FileException {
    files.rename("hosts", "hosts.bak");
    assertThat(files.status("hosts")).isNull();

    files.rename("hosts.bak", "hosts");

    assertThat(text(files, "hosts")).isEqualTo("::1 localhost\n");
  }

  @Test
  void refusesAsLinuxDoes() {
    assertThat(Refusal.of(() -> files.remove("iproute2"))).isEqualTo(Errno.ENOTEMPTY);
    assertThat(Refusal.of(() -> files.remove("nosuch"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.rename("iproute2", "x"))).isEqualTo(Errno.EXDEV);
    assertThat(Refusal.of(() -> files.makeDirectory("hosts", 0755))).isEqualTo(Errno.EEXIST);
    assertThat(Refusal.of(() -> files.makeDirectory("a/b", 0755))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.open("hosts/x", OpenMode.WRITE, 0644)))
        .isEqualTo(Errno.ENOTDIR);
    assertThat(Refusal.of(() -> files.open("x", OpenMode.READ, 0))).isEqualTo(Errno.ENOENT);
  }

  private static void write(FileTree tree, String path, OpenMode how, String text)
      throws FileException {
    OpenFile file = tree.open(path, how, 0644);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    file.write(bytes, 0, bytes.length);
    file.close();
  }

  private static String text(FileTree tree, String path) throws FileException {
    OpenFile file = tree.open(path, OpenMode.READ, 0);
    String text = new String(file.readAll(), StandardCharsets.UTF_8);
    file.close();
    return text;
  }
}
