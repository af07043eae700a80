package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What programs try behind the walls, and what of the host's network is left afterwards: all of
/// it. Once with the walls that root builds, once with those of any user.
///
/// The real `ip`, `nsenter`, `unshare` and `mount` are tried under other names, as a program may
/// bring its own. On a host without `ip` its settings alone show that nothing has changed.
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
@ParameterizedClass
@ValueSource(booleans = {false, true})
class WallsTest {
  /// What must fail.
  static final List<String> ATTEMPTS =
      List.of(
          "ip link add wall0 type dummy",
          "/sbin/ip link add wall0 type dummy",
          "/usr/sbin/ip link add wall0 type dummy",
          "bash -c 'ip link add wall0 type dummy'",
          "env PATH=/usr/sbin:/usr/bin:/sbin:/bin ip link add wall0 type dummy",
          "./own-ip link add wall0 type dummy",
          "./own-ip link set lo up",
          "./own-ip address add 192.0.2.77/32 dev lo",
          "./own-ip route add 192.0.2.0/24 dev lo",
          "./own-ip rule add from 192.0.2.0/24 table 77",
          "./own-nsenter --target 1 --net ./own-ip link add wall0 type dummy",
          "./own-nsenter --net=/proc/1/ns/net ./own-ip link add wall0 type dummy",
          "./own-nsenter --target $OUTSIDE --net ./own-ip link add wall0 type dummy",
          "./own-unshare --net ./own-ip link add wall0 type dummy",
          "./own-unshare --map-root-user --net --mount ./own-mount -t sysfs none /sys",
          "./own-unshare --map-root-user --mount ./own-mount --no-mtab -o remount,rw /sys",
          "./own-mount --no-mtab -t sysfs none /sys",
          "./own-mount --no-mtab -t proc none /proc",
          "./own-mount --no-mtab -o remount,bind,rw /",
          "umount /sys",
          "echo 1 >/proc/sys/net/ipv4/ip_forward",
          "echo 1 >/proc/sys/net/ipv6/conf/all/forwarding",
          "echo 7 >/proc/sys/kernel/panic",
          "echo x >/proc/sysrq-trigger",
          "sysctl -w net.ipv4.ip_forward=1",
          ": <>/dev/net/tun",
          "mknod tun c 10 200",
          "mknod disk b 254 0",
          "kill -0 $OUTSIDE",
          "test -e /proc/$OUTSIDE",
          "ls /sys/class",
          "ls /sys/class/net/*",
          "touch /usr/wall",
          "touch /etc/wall",
          "touch /run/patchbay/bin/wall",
          "rm /run/patchbay/bin/ip",
          "cat /proc/1/environ",
          "ls /proc/1/root/",
          "sudo -n ./own-ip link add wall0 type dummy",
          "modprobe dummy",
          "nft list ruleset",
          "chroot / ./own-ip link add wall0 type dummy");

  @Parameter private boolean asUser;
  @TempDir private static Path temporary;
  private Path folder = Path.of("/");
  private @Nullable PrivateFolder own;
  private @Nullable Walls walls;

  @BeforeParameterizedClassInvocation
  void build(boolean asUser) throws Exception {
    this.asUser = asUser;
    folder = temporary.toRealPath();
    for (String tool : List.of("ip", "nsenter", "unshare", "mount")) {
      Path real = SystemTools.look(tool);
      if (real != null) {
        Files.copy(real, folder.resolve("own-" + tool), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    PrivateFolder made = PrivateFolder.make();
    own = made;
    made.furnish(List.of("ip"));
    try {
      walls = Walls.build(made, folder, asUser);
    } catch (IOException e) {
      abort("no namespaces here: " + e.getMessage());
    }
  }

  @AfterParameterizedClassInvocation
  void close() {
    if (walls != null) {
      walls.close();
    }
    if (own != null) {
      own.close();
    }
  }

  private record Answer(int status, String text) {}

  private Answer run(String... words) throws Exception {
    Map<String, String> environment =
        Map.of("PATH", SystemTools.PATH, "OUTSIDE", Long.toString(ProcessHandle.current().pid()));
    Process process =
        Objects.requireNonNull(walls)
            .confine(List.of(words), folder.toString(), environment)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  private Answer sh(String script) throws Exception {
    return run("sh", "-c", script);
  }

  // ---- the host's network

  @ParameterizedTest
  @FieldSource("ATTEMPTS")
  void refuses(String attempt) throws Exception {
    assertThat(sh(attempt).status()).isNotZero();
  }

  @Test
  void leavesTheHostsNetworkAsItWas() throws Exception {
    Map<String, String> before = network();

    sh(String.join("\n", ATTEMPTS));

    assertThat(network()).isEqualTo(before).isNotEmpty();
  }

  @Test
  void showsAnEmptyNetwork() throws Exception {
    assumeTrue(hasIp());
    assertThat(sh("./own-ip -o link").text().lines()).singleElement().asString().contains("lo:");
    assertThat(sh("./own-ip route; ./own-ip -6 route; ls /sys /proc/sys/net").text())
        .isEqualTo("/proc/sys/net:\n\n/sys:\n");
  }

  @Test
  void doesNotReachAServerOnTheHost() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Answer answer = run("bash", "-c", ": </dev/tcp/127.0.0.1/" + server.getLocalPort());

      assertThat(answer.text()).contains("Network is unreachable");
    }
  }

  @Test
  void doesNotReachTheNetworkFromPython() throws Exception {
    assumeTrue(hasIp() && Files.isExecutable(Path.of("/usr/bin/python3")));
    String script =
        """
        import fcntl, os, socket, subprocess
        for attempt in (
            lambda: os.open("/dev/net/tun", os.O_RDWR),
            lambda: open("/proc/sys/net/ipv4/ip_forward", "w"),
            lambda: os.mknod("tun", 0o20600, os.makedev(10, 200)),
            lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
            lambda: subprocess.run(["/sbin/ip", "link", "add", "wall0", "type", "dummy"], check=True),
            lambda: subprocess.run("ip link add wall0 type dummy", shell=True, check=True),
        ):
            try:
                attempt()
                print("done")
            except (OSError, subprocess.CalledProcessError) as e:
                print(type(e).__name__)
        """;

    assertThat(run("/usr/bin/python3", "-S", "-c", script).text().lines())
        .filteredOn(line -> !line.startsWith("patchbay: ip: the lab does not answer"))
        .containsExactly(
            "FileNotFoundError",
            "FileNotFoundError",
            "PermissionError",
            "PermissionError",
            "CalledProcessError",
            "CalledProcessError");
  }

  // ---- privileges, processes, files

  @Test
  void leavesNoPrivilegeButThoseOverFiles() throws Exception {
    String status = sh("grep -E '^(Cap|NoNewPrivs)' /proc/self/status").text();

    String kept = asUser ? "0000000000000000" : "000000000000000b";
    assertThat(status.replaceAll("\\s+", " "))
        .isEqualTo(
            "CapInh: 0000000000000000 CapPrm: %1$s CapEff: %1$s CapBnd: %1$s CapAmb: 0000000000000000 NoNewPrivs: 1 "
                .formatted(kept));
  }

  @Test
  void showsNoProcessOfTheHost() throws Exception {
    String pids = sh("echo /proc/[0-9]*").text();

    assertThat(pids.split(" ").length).isLessThan(10);
  }

  @Test
  void hasHarmlessDevices() throws Exception {
    assertThat(sh("ls /dev").text().split("\\s+"))
        .containsExactlyInAnyOrder(
            "fd", "full", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout",
            "tty", "urandom", "zero");
    assertThat(sh("echo x >/dev/null; head -c 1 /dev/zero | wc -c; echo y >/dev/stdout").text())
        .isEqualTo("1\ny\n");
  }

  @Test
  void letsTheCurrentFolderBeWrittenAndTmp() throws Exception {
    assertThat(sh("echo text >new; echo text >/tmp/new; cat new /tmp/new").text())
        .isEqualTo("text\ntext\n");
    assertThat(folder.resolve("new")).hasContent("text\n");
    assertThat(Path.of("/tmp/new")).doesNotExist();
  }

  @Test
  void refusesByNameWhatIsNotTheLabs() throws Exception {
    assertThat(sh("nsenter --version"))
        .isEqualTo(
            new Answer(126, "patchbay: nsenter: not run: it could reach the host's network\n"));
  }

  // ---- what the host's network is

  private static boolean hasIp() {
    return SystemTools.look("ip") != null;
  }

  private static Map<String, String> network() throws Exception {
    Map<String, String> state = new TreeMap<>();
    for (String family : hasIp() ? List.of("-4", "-6") : List.<String>of()) {
      for (String object : List.of("link", "address", "route", "rule")) {
        String command = "ip " + family + " -oneline " + object + " show";
        state.put(command, outside("ip", family, "-oneline", object, "show"));
      }
    }
    try (Stream<Path> files = Files.walk(Path.of("/proc/sys/net"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // These count; they are not set.
        if (Files.isReadable(file) && !file.toString().matches(".*(count|_stat|dirty).*")) {
          state.put(file.toString(), read(file));
        }
      }
    }
    return state;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /// Lifetimes run down by themselves.
  private static String outside(String... words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.replaceAll("(valid_lft|preferred_lft|expires) \\S+", "");
  }
}
