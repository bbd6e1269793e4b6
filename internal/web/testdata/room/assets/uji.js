document.documentElement.dataset.uji = "ya";
