import PrimeVue from "primevue/config"; import Aura from "@primeuix/themes/aura"; import Select from "primevue/select"; import InputText from "primevue/inputtext"; import MultiSelect from "primevue/multiselect"; import DatePicker from "primevue/datepicker"; import RadioButton from "primevue/radiobutton"; import Checkbox from "primevue/checkbox"; import ToggleSwitch from "primevue/toggleswitch"; import AutoComplete from "primevue/autocomplete"; import SelectButton from "primevue/selectbutton"; import InputNumber from "primevue/inputnumber"; import InputMask from "primevue/inputmask"; import FloatLabel from "primevue/floatlabel"; import { vstart, local } from "./vkit.js";
vstart(`<section><h3>{{CHILD}}</h3>
<div class="form-group"><FloatLabel><InputText id="name" v-model="state.name"/><label for="name">Họ, chữ đệm, tên</label></FloatLabel></div>
<div class="form-group"><label for="sex">Giới tính</label><Select inputId="sex" labelId="sex" v-model="state.sex" :options="DATA.sex.map((l,i)=>({l,v:String(i+1)}))" optionLabel="l" optionValue="v"/></div>
<div class="form-group"><label for="eth">Dân tộc</label><Select labelId="eth" v-model="state.ethnic" filter :options="DATA.long" :virtualScrollerOptions="{itemSize:38}"/></div>
<div class="form-group"><label>Quan hệ</label><Select v-model="state.rel" editable :options="DATA.relation"/></div>
<div class="form-group"><label>Giấy tờ</label><MultiSelect v-model="state.papers" :options="['Giấy chứng sinh','Văn bản ủy quyền','Hộ chiếu']"/></div>
<div class="form-group"><label for="born">Ngày sinh</label><DatePicker inputId="born" v-model="state.born" dateFormat="dd/mm/yy"/></div>
<div class="form-group"><label for="iss">Ngày cấp</label><DatePicker inputId="iss" v-model="state.issued"/></div>
<div class="form-group"><label>Hình thức</label><div><RadioButton v-model="state.way" inputId="w1" name="way" value="1"/><label for="w1">Trực tiếp</label><RadioButton v-model="state.way" inputId="w2" name="way" value="2"/><label for="w2">Trực tuyến</label></div></div>
<div class="form-group"><Checkbox v-model="state.agree" inputId="ag" binary/><label for="ag">Tôi cam đoan</label></div>
<div class="form-group"><label for="cp">Cấp bản sao</label><ToggleSwitch v-model="state.copy" inputId="cp"/></div>
<div class="form-group"><label for="home">Quê quán</label><AutoComplete inputId="home" v-model="state.home" :suggestions="state.sug" @complete="e=>state.sug=DATA.provinces.filter(p=>p.toLowerCase().includes(e.query.toLowerCase()))"/></div>
<div class="form-group"><label>Tư cách</label><SelectButton v-model="state.as" :options="['Trực tiếp','Ủy quyền']"/></div>
<div class="form-group"><label for="num">Số bản</label><InputNumber inputId="num" v-model="state.num"/></div>
<div class="form-group"><label for="cc">Số định danh</label><InputMask id="cc" v-model="state.cc" mask="999999999999"/></div>
</section>`, [[PrimeVue,{theme:{preset:Aura}}]], [
C("pv-text","PrimeVue",E(CHILD,"Họ, chữ đệm, tên","Nguyễn Văn An"),{name:"Nguyễn Văn An"}),
C("pv-select","PrimeVue",E(CHILD,"Giới tính","Nữ"),{sex:"2"}),
C("pv-long","PrimeVue",E(CHILD,"Dân tộc","Hán"),{ethnic:"Hán"}),
C("pv-editable","PrimeVue",E(CHILD,"Quan hệ","Cha"),{rel:"Cha"}),
C("pv-multi","PrimeVue",E(CHILD,"Giấy tờ",["Hộ chiếu","Giấy chứng sinh"]),{papers:["Hộ chiếu","Giấy chứng sinh"]},{accept:["right","closed"]}),
C("pv-date","PrimeVue",E(CHILD,"Ngày sinh",D("2022-03-05")),{born:"2022-03-0[45]T"},{regex:true}),
C("pv-date-us","PrimeVue",E(CHILD,"Ngày cấp",D("2022-03-05")),{issued:"2022-03-0[45]T"},{regex:true}),
C("pv-radio","PrimeVue",E(CHILD,"Hình thức","Trực tuyến"),{way:"2"}),
C("pv-checkbox","PrimeVue",E(CHILD,"Tôi cam đoan",true),{agree:true}),
C("pv-switch","PrimeVue",E(CHILD,"Cấp bản sao",true),{copy:true}),
C("pv-auto","PrimeVue",E(CHILD,"Quê quán","Tỉnh Phú Yên"),{home:"Tỉnh Phú Yên"}),
C("pv-button","PrimeVue",E(CHILD,"Tư cách","Ủy quyền"),{as:"Ủy quyền"},{accept:["right","closed"]}),
C("pv-number","PrimeVue",E(CHILD,"Số bản","3"),{num:3}),
C("pv-mask","PrimeVue",E(CHILD,"Số định danh","054000000001"),{cc:"054000000001"}),
], {components:{Select,InputText,MultiSelect,DatePicker,RadioButton,Checkbox,ToggleSwitch,AutoComplete,SelectButton,InputNumber,InputMask,FloatLabel}, state:{sug:[]}});
