package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Errno;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFilesTest {
  @TempDir Path temporary;
  private Path folder;
  private HostFiles files;

  @BeforeEach
  void setUp() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("work"));
    files = HostFiles.writableBelow(folder);
  }

  private String name(String below) {
    return folder.resolve(below).toString().substring(1);
  }

  private String outside(String name) {
    return temporary.toAbsolutePath().resolve(name).toString().substring(1);
  }

  private static void assertRefused(Errno errno, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FileException.class, refusal -> assertThat(refusal.errno()).isEqualTo(errno));
  }

  private void write(String name, OpenMode how, String text) throws FileException {
    OpenFile file = files.open(name(name), how, 0644);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    file.write(bytes, 0, bytes.length);
    file.close();
  }

  private String read(String name) throws FileException {
    OpenFile file = files.open(name, OpenMode.READ, 0);
    try {
      return new String(file.readAll(), StandardCharsets.UTF_8);
    } finally {
      file.close();
    }
  }

  // ---- reading and writing

  @Test
  void readsWhatItHasWritten() throws Exception {
    write("a", OpenMode.WRITE, "one\n");
    write("a", OpenMode.APPEND, "two\n");

    assertThat(read(name("a"))).isEqualTo("one\ntwo\n");
    assertThat(files.status(name("a")))
        .extracting(FileStatus::kind, FileStatus::size)
        .containsExactly(FileStatus.Kind.FILE, 8L);
  }

  @Test
  void emptiesAFileThatIsWrittenAnew() throws Exception {
    write("a", OpenMode.WRITE, "a long line\n");

    write("a", OpenMode.WRITE, "short\n");

    assertThat(read(name("a"))).isEqualTo("short\n");
  }

  @Test
  void findsAgainWhatWasPutBack() throws Exception {
    write("a", OpenMode.WRITE, "onetwo");
    OpenFile file = files.open(name("a"), OpenMode.READ, 0);
    byte[] bytes = new byte[6];
    file.read(bytes, 0, 6);

    file.unread(bytes, 3, 3);

    assertThat(new String(file.readAll(), StandardCharsets.UTF_8)).isEqualTo("two");
    file.close();
  }

  @Test
  void refusesTheOtherDirection() throws Exception {
    write("a", OpenMode.WRITE, "x");
    OpenFile reading = files.open(name("a"), OpenMode.READ, 0);
    OpenFile writing = files.open(name("a"), OpenMode.APPEND, 0);

    assertRefused(Errno.EBADF, () -> reading.write(new byte[1], 0, 1));
    assertRefused(Errno.EBADF, () -> writing.read(new byte[1], 0, 1));
    reading.close();
    writing.close();
  }

  @Test
  void doesNotOverwriteWithNoclobber() throws Exception {
    write("a", OpenMode.WRITE, "kept");

    assertRefused(Errno.EEXIST, () -> files.open(name("a"), OpenMode.CREATE_NEW, 0644));
    assertThat(read(name("a"))).isEqualTo("kept");
  }

  @Test
  void givesANewFileItsMode() throws Exception {
    files.open(name("a"), OpenMode.WRITE, 0600).close();
    files.changeMode(name("a"), 0751);

    assertThat(files.status(name("a"))).extracting(FileStatus::mode).isEqualTo(0751);
  }

  @Test
  void neverBlocksOnAPipe() throws Exception {
    new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();

    assertThat(files.status(name("pipe")))
        .extracting(FileStatus::kind)
        .isEqualTo(FileStatus.Kind.PIPE);
    assertRefused(Errno.ENXIO, () -> files.open(name("pipe"), OpenMode.READ, 0));
  }

  // ---- names

  @Test
  void listsNamesSorted() throws Exception {
    for (String name : new String[] {"c", "a", "b"}) {
      write(name, OpenMode.WRITE, "");
    }

    assertThat(files.list(name(""))).containsExactly("a", "b", "c");
  }

  @Test
  void makesRenamesAndRemoves() throws Exception {
    files.makeDirectory(name("folder"), 0755);
    write("folder/a", OpenMode.WRITE, "text");
    files.rename(name("folder/a"), name("folder/b"));
    files.makeLink(name("link"), "folder/b");

    assertThat(read(name("folder/b"))).isEqualTo("text");
    assertThat(files.readLink(name("link"))).isEqualTo("folder/b");
    assertRefused(Errno.ENOTEMPTY, () -> files.remove(name("folder")));
    files.remove(name("folder/b"));
    files.remove(name("folder"));
    assertThat(files.status(name("folder"))).isNull();
  }

  @Test
  void namesTheErrorsOfLinux() {
    assertRefused(Errno.ENOENT, () -> files.open(name("none"), OpenMode.READ, 0));
    assertRefused(Errno.ENOENT, () -> files.list(name("none")));
    assertRefused(Errno.EISDIR, () -> files.open(name(""), OpenMode.READ, 0));
    assertRefused(Errno.ENOENT, () -> files.remove(name("none")));
    assertRefused(Errno.ENOENT, () -> files.makeDirectory(name("none/a"), 0755));
    assertRefused(Errno.EBUSY, () -> files.remove(name("")));
    assertRefused(Errno.EINVAL, () -> files.open(name("") + "/a\0b", OpenMode.READ, 0));
  }

  // ---- walls

  @Test
  void writesOnlyBelowItsFolder() throws Exception {
    Files.writeString(temporary.resolve("a"), "before");

    assertThat(read(outside("a"))).isEqualTo("before");
    assertRefused(Errno.EROFS, () -> files.open(outside("a"), OpenMode.WRITE, 0644));
    assertRefused(Errno.EROFS, () -> files.open(outside("b"), OpenMode.WRITE, 0644));
    assertRefused(Errno.EROFS, () -> files.remove(outside("a")));
    assertRefused(Errno.EROFS, () -> files.makeDirectory(outside("c"), 0755));
    assertThat(temporary.resolve("a")).hasContent("before");
  }

  @Test
  void doesNotFollowALinkOutOfItsFolder() throws Exception {
    Files.createSymbolicLink(folder.resolve("up"), temporary);
    Files.createSymbolicLink(folder.resolve("file"), temporary.resolve("a"));

    assertRefused(Errno.EROFS, () -> files.open(name("up/a"), OpenMode.WRITE, 0644));
    assertRefused(Errno.ELOOP, () -> files.changeMode(name("file"), 0600));
    assertThat(temporary.resolve("a")).doesNotExist();
    Files.delete(folder.resolve("up"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proc/sys/net/ipv4/ip_forward",
        "sys/class/net",
        "dev/net/tun",
        "dev/null",
        "run",
        "proc"
      })
  void hasNothingOfTheHostsKernel(String path) {
    assertThat(files.status(path)).isNull();
    assertRefused(Errno.ENOENT, () -> files.open(path, OpenMode.READ, 0));
    assertRefused(Errno.ENOENT, () -> files.open(path, OpenMode.WRITE, 0644));
    assertRefused(Errno.ENOENT, () -> files.list(path));
  }

  @Test
  void hasNothingOfTheHostsKernelBehindALink() throws Exception {
    Files.createSymbolicLink(folder.resolve("kernel"), Path.of("/proc/sys"));

    assertThat(files.status(name("kernel/net"))).isNull();
    assertRefused(
        Errno.ENOENT, () -> files.open(name("kernel/net/ipv4/ip_forward"), OpenMode.WRITE, 0644));
    assertThat(files.list("")).doesNotContain("proc", "sys", "dev", "run").contains("usr");
    Files.delete(folder.resolve("kernel"));
  }

  @Test
  void canBeOneFolderAlone() throws Exception {
    HostFiles alone = HostFiles.of(folder);
    write("a", OpenMode.WRITE, "x");

    assertThat(alone.list("")).containsExactly("a");
    alone.remove("a");
    assertThat(files.status(name("a"))).isNull();
  }
}
