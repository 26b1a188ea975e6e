"use strict";
// The report is whole without this. It adds finding, and the evidence beside a quotation.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  // "cafe" finds "Café", and "don't" finds "don’t".
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();
  const counted = (number) => `${number.toLocaleString("en")} ${number === 1 ? "quotation" : "quotations"}`;
  const STEP = 50;

