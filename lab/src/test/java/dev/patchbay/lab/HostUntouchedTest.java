package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No script can reach the host's network: its links, addresses, routes, rules and settings are the
/// same before and after scripts that try to change them in every way we can think of.
class HostUntouchedTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip link add pbhost0 type dummy; ip link set lo mtu 9000; ip addr add 192.0.2.77/32 dev lo",
        "/sbin/ip link add pbhost0 type dummy; /usr/sbin/ip addr add 192.0.2.77/32 dev lo",
        "/bin/ip route add 198.51.100.0/24 dev lo; ip rule add from 192.0.2.77 table 77",
        "echo 1 >/proc/sys/net/ipv4/ip_forward; echo 77 >/proc/sys/net/ipv4/ip_default_ttl",
        "cat /proc/sys/net/ipv4/ip_forward; printf 1 | tee /proc/sys/net/ipv4/conf/all/forwarding",
        "sysctl -w net.ipv4.ip_forward=1 net.ipv4.ip_default_ttl=77",
        "bash -c 'ip link add pbhost0 type dummy; echo 77 >/proc/sys/net/ipv4/ip_default_ttl'",
        "sh -c '/sbin/ip link add pbhost0 type dummy'",
        "echo link add pbhost0 type dummy | xargs ip",
        "echo link add pbhost0 type dummy | xargs /sbin/ip",
        "env ip link add pbhost0 type dummy; env - /sbin/ip link add pbhost0 type dummy",
        "sudo ip link add pbhost0 type dummy; nohup ip link add pbhost0 type dummy",
        "exec 3<>/dev/net/tun; echo x >/dev/net/tun",
        "echo 1 >/proc/self/root/proc/sys/net/ipv4/ip_forward; ln -s /proc p; echo 1"
            + " >p/sys/net/ipv4/ip_forward",
        "awk 'BEGIN { system(\"/sbin/ip link add pbhost0 type dummy\"); print 77 >"
            + " \"/proc/sys/net/ipv4/ip_default_ttl\" }'",
        "sed -n '1e /sbin/ip link add pbhost0 type dummy' /etc/passwd",
        "find / -maxdepth 0 -exec /sbin/ip link add pbhost0 type dummy ';'",
        "python3 -c 'import subprocess;"
            + " subprocess.run([\"ip\",\"link\",\"add\",\"pbhost0\",\"type\",\"dummy\"])'",
        "python3 -c 'import subprocess;"
            + " subprocess.run([\"/sbin/ip\",\"link\",\"add\",\"pbhost0\",\"type\",\"dummy\"])'",
        "python3 -c 'open(\"/proc/sys/net/ipv4/ip_default_ttl\",\"w\").write(\"77\")'",
        "python3 -c 'import os; os.system(\"nsenter -t 1 -n ip link add pbhost0 type dummy\")'",
        "nsenter -t 1 -n ip link add pbhost0 type dummy; unshare -n ip link; modprobe dummy"
            + " numdummies=3",
        "ifconfig lo mtu 9000; route add default dev lo; nft add table inet pb; iptables -P INPUT"
            + " DROP"
      })
  void staysAsItIs(String script) throws IOException, InterruptedException {
    String before = host();

    String output;
    try (Lab lab = Lab.builder().folder(folder).build()) {
      output = lab.run(script);
    }

    assertThat(host()).as("the host after: %s%n%s", script, output).isEqualTo(before);
    assertThat(output).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void noticesAChange() throws IOException, InterruptedException {
    assertThat(host()).contains("lo").contains("net/ipv4/ip_default_ttl=");
  }

  /// All that a script might have changed.
  private static String host() throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (String file : List.of("route", "ipv6_route", "if_inet6", "fib_trie")) {
      text.append(read(Path.of("/proc/net", file)).replaceAll("(?m) +\\S+ +\\S+ +\\S+ +\\S+$", ""));
    }
    for (List<String> command :
        List.of(
            List.of("ip", "-o", "link"),
            List.of("ip", "-o", "addr"),
            List.of("ip", "route", "show", "table", "all"),
            List.of("ip", "rule"))) {
      text.append(run(command));
    }
    try (Stream<Path> devices = Files.list(Path.of("/sys/class/net"))) {
      for (Path device : devices.sorted().toList()) {
        text.append(device.getFileName()).append(" mtu ").append(read(device.resolve("mtu")));
      }
    }
    for (String setting :
        List.of("net/ipv4/ip_forward", "net/ipv4/ip_default_ttl", "net/ipv4/conf/all/forwarding")) {
      text.append(setting).append('=').append(read(Path.of("/proc/sys", setting)));
    }
    return text.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "(not readable)\n";
    }
  }

  private static String run(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output.replaceAll("expires \\d+sec|(valid|preferred)_lft \\d+sec", "");
    } catch (IOException e) {
      return "(no " + command.getFirst() + ")\n";
    }
  }
}
