// What the build turns into other things than scripts, and what has its types under another name.
declare module "*.css";
declare module "leaflet/dist/leaflet-src.esm.js" {
  export * from "leaflet";
}
