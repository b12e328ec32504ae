// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <cairo.h>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangocairo.h>

#include <memory>

/// Owners of what Cairo, Pango, HarfBuzz and fontconfig hand out. Included by .cpp files of draw only.
namespace perfolio::draw {

template <auto release>
struct Releaser {
  template <typename T>
  void operator()(T* object) const {
    release(object);
  }
};

using CairoPtr = std::unique_ptr<cairo_t, Releaser<cairo_destroy>>;
using SurfacePtr = std::unique_ptr<cairo_surface_t, Releaser<cairo_surface_destroy>>;
using FontOptionsPtr = std::unique_ptr<cairo_font_options_t, Releaser<cairo_font_options_destroy>>;
using FcConfigPtr = std::unique_ptr<FcConfig, Releaser<FcConfigDestroy>>;
using FcCharSetPtr = std::unique_ptr<FcCharSet, Releaser<FcCharSetDestroy>>;
using AttributesPtr = std::unique_ptr<PangoAttrList, Releaser<pango_attr_list_unref>>;
using FontDescriptionPtr = std::unique_ptr<PangoFontDescription, Releaser<pango_font_description_free>>;
using HbBufferPtr = std::unique_ptr<hb_buffer_t, Releaser<hb_buffer_destroy>>;
using HbBlobPtr = std::unique_ptr<hb_blob_t, Releaser<hb_blob_destroy>>;
using HbFacePtr = std::unique_ptr<hb_face_t, Releaser<hb_face_destroy>>;
using HbFontPtr = std::unique_ptr<hb_font_t, Releaser<hb_font_destroy>>;
using HbSetPtr = std::unique_ptr<hb_set_t, Releaser<hb_set_destroy>>;
template <typename T>
using ObjectPtr = std::unique_ptr<T, Releaser<g_object_unref>>;

/// Cairo keeps the first error of an object and silently draws nothing from then on: asked after every page.
inline void check(cairo_status_t status, const char* doing) {
  if (status == CAIRO_STATUS_SUCCESS) return;
  throw base::Error(base::Fault::Outside, {},
                    fmt::format("drawing failed while {}: {}", doing, cairo_status_to_string(status)));
}

}  // namespace perfolio::draw
