"""An organization confirms or corrects its own entry, by a link that an editor sends."""
