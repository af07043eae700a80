package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.file.FileException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SysctlTreeTest {
  private final TestNetwork network = new TestNetwork();
  private final Netns initial = network.netns;
  private final Netns child = network.machine.newNetns();
  private final SysctlTree tree = new SysctlTree();

  /// `plain/number` is everywhere, `plain/mine` and `own/mine` in the initial namespace alone;
  /// `dev/conf` has a directory for `all` and for `lo`, that of `all` with a file more.
  @BeforeEach
  void fill() {
    tree.add("plain", settings("number"), netns -> new int[1]);
    tree.add("plain", settings("mine"), this::ifInitial);
    tree.add("own", settings("mine"), this::ifInitial);
    tree.addPerDevice(
        "dev/conf",
        settings("mtu"),
        netns -> List.of("lo", "all"),
        (netns, name) -> name.equals("lo") || name.equals("all") ? new int[1] : null);
    tree.add("dev/conf/all", settings("limit"), netns -> new int[1]);
  }

  private static List<Sysctl<int[]>> settings(String name) {
    return List.of(Sysctl.integer(name, array -> array[0], (array, value) -> array[0] = value));
  }

  private int[] ifInitial(Netns netns) {
    return netns == initial ? new int[1] : null;
  }

  @Test
  void listsWhatANamespaceHas() {
    assertThat(tree.list(initial, "")).containsExactly("dev", "own", "plain");
    assertThat(tree.list(child, "")).containsExactly("dev", "plain");
    assertThat(tree.list(initial, "plain")).containsExactly("mine", "number");
    assertThat(tree.list(child, "plain")).containsExactly("number");
  }

  @Test
  void listsTheDirectoriesOfDevices() {
    assertThat(tree.list(child, "dev/conf")).containsExactly("all", "lo");
    assertThat(tree.list(child, "dev/conf/all")).containsExactly("limit", "mtu");
    assertThat(tree.list(child, "dev/conf/lo")).containsExactly("mtu");
  }

  @Test
  void knowsWhatIsNoDirectory() {
    assertThat(tree.list(child, "own")).isNull();
    assertThat(tree.list(child, "dev/conf/eth0")).isNull();
    assertThat(tree.list(child, "plain/number")).isNull();
    assertThat(tree.list(child, "nowhere")).isNull();
  }

  @Test
  void findsAFile() throws FileException {
    SysctlTree.Entry entry = Objects.requireNonNull(tree.find(child, "dev/conf/lo/mtu"));

    entry.write("7");

    assertThat(entry.read()).isEqualTo("7");
    assertThat(tree.find(child, "dev/conf/all/limit")).isNotNull();
    assertThat(tree.find(child, "dev/conf/lo/limit")).isNull();
    assertThat(tree.find(child, "dev/conf")).isNull();
    assertThat(tree.find(child, "own/mine")).isNull();
    assertThat(tree.find(initial, "own/mine")).isNotNull();
  }
}
