package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  @Test
  void findsNothingThatNobodyProvides() {
    Catalogue<DeviceKind> kinds = new Catalogue<>(ServiceLoader.load(DeviceKind.class));

    assertThat(kinds.find("nosuchkind")).isNull();
    assertThat(kinds.find("")).isNull();
  }

  @Test
  void givesTheSameEntryEveryTime() {
    Catalogue<KernelModule> modules = new Catalogue<>(ServiceLoader.load(KernelModule.class));

    for (KernelModule module : modules.all()) {
      assertThat(modules.find(module.name())).isSameAs(module);
    }
    assertThat(modules.classNames()).hasSameSizeAs(modules.all());
  }
}
